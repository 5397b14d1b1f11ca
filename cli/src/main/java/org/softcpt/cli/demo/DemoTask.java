package org.softcpt.cli.demo;

import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** One question about a picture, and the unusual way in which its pictures are drawn. */
enum DemoTask {
  SHAPES(
      "shape recognition",
      "a picture of a {}.",
      labels(Figure.values()),
      new Rendition(0, 0.7, 0, 0.04),
      (scene, value) -> scene.withFigure(Figure.values()[value])),
  SURFACES(
      "surface pattern recognition",
      "a picture of a {} object.",
      labels(Texture.values()),
      new Rendition(0, 0.85, 0, 0.02),
      (scene, value) -> scene.withTexture(Texture.values()[value])),
  COLOURS(
      "object colour naming",
      "a picture of a {} object.",
      labels(Colour.values()),
      new Rendition(0.9, 0, 0.6, 0.04),
      (scene, value) -> scene.withColour(Colour.values()[value])),
  COUNTS(
      "object counting",
      "a picture of {} objects.",
      List.of("one", "two", "three", "four"),
      new Rendition(0, 0, 0.8, 0.04),
      (scene, value) -> scene.withCount(value + 1)),
  BACKDROPS(
      "background pattern recognition",
      "a picture of an object on a {} background.",
      labels(Backdrop.values()),
      new Rendition(0.95, 0, 0, 0.06),
      (scene, value) -> scene.withBackdrop(Backdrop.values()[value])),
  BACKDROP_COLOURS(
      "background colour naming",
      "a picture of an object on a {} background.",
      labels(Colour.values()),
      new Rendition(0.9, 0, 0.6, 0.04),
      (scene, value) -> scene.withBackdropColour(Colour.values()[value]));

  /** Puts a class of the task into a scene. */
  private interface Subject {
    Scene put(Scene scene, int value);
  }

  private final String title;
  private final String template;
  private final List<String> classes;
  private final Rendition rendition;
  private final Subject subject;

  DemoTask(
      String title, String template, List<String> classes, Rendition rendition, Subject subject) {
    this.title = title;
    this.template = template;
    this.classes = classes;
    this.rendition = rendition;
    this.subject = subject;
  }

  /** Identifier and folder, e.g. {@code "backdrop_colours"}. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  String title() {
    return title;
  }

  /** The zero-shot template, braces where the class name goes. */
  String template() {
    return template;
  }

  List<String> classes() {
    return classes;
  }

  /** A random scene of one class; all other attributes are free. */
  Scene scene(int value, RandomGenerator random) {
    Rendition weakened = rendition.scaled(random.nextDouble(0.85, 1));
    return subject.put(new SceneGenerator(random).next(weakened), value);
  }

  private static List<String> labels(Enum<?>[] values) {
    return Stream.of(values).map(value -> value.name().toLowerCase(Locale.ROOT)).toList();
  }
}
