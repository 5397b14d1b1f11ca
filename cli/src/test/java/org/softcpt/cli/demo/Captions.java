package org.softcpt.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Writes English captions that mention a random part of what a scene shows. */
final class Captions {

  private final RandomGenerator random;

  Captions(RandomGenerator random) {
    this.random = random;
  }

  /** One caption; {@code detail} from 0 (terse) to 1 (all attributes). */
  String next(Scene scene, double detail) {
    boolean figureNamed = random.nextDouble() < 0.35 + 0.65 * detail;
    String subject = subject(scene, figureNamed, detail);
    String place = random.nextDouble() < 0.8 * detail ? Words.place(scene, random) : "";
    String setting = random.nextDouble() < 0.2 + 0.75 * detail ? setting(scene, detail) : "";
    String text = opening(scene, detail) + subject + place;
    text +=
        setting.isEmpty()
            ? ""
            : Words.pick(random, " on ", " on ", " against ", " with ") + setting;
    return random.nextInt(3) == 0 ? text + "." : text;
  }

  /** A caption about the background alone. */
  String backdrop(Scene scene) {
    return opening(scene, 0.5) + setting(scene, random.nextBoolean() ? 1 : 0.5);
  }

  private String opening(Scene scene, double detail) {
    String style = Words.style(scene.rendition(), random);
    if (!style.isEmpty() && random.nextDouble() < 0.3 + 0.6 * detail) {
      return style + " of ";
    }
    return Words.pick(
        random,
        "",
        "",
        "a picture of ",
        "a photo of ",
        "an image of ",
        "a drawing of ",
        "here is ",
        "look at ",
        "a view of ");
  }

  private String subject(Scene scene, boolean figureNamed, double detail) {
    List<String> adjectives = new ArrayList<>();
    if (random.nextDouble() < 0.15 + 0.6 * detail) {
      adjectives.add(Words.size(scene, random));
    }
    if (random.nextDouble() < 0.3 + 0.65 * detail) {
      adjectives.add(Words.colour(scene.colour(), random));
    }
    if (random.nextDouble() < 0.3 + 0.65 * detail) {
      adjectives.add(Words.texture(scene.texture(), random));
    }
    if (adjectives.size() > 1 && random.nextInt(4) == 0) {
      adjectives.add(adjectives.remove(0));
    }
    boolean counted = scene.count() == 1 || random.nextDouble() < 0.5 + 0.5 * detail;
    return counted
        ? counted(scene, figureNamed, adjectives)
        : "some " + joined(adjectives) + Words.noun(scene, figureNamed, true, random);
  }

  private String counted(Scene scene, boolean figureNamed, List<String> adjectives) {
    if (!figureNamed && scene.count() == 1 && !adjectives.isEmpty() && random.nextBoolean()) {
      return "something " + String.join(" and ", adjectives);
    }
    String rest = joined(adjectives) + Words.noun(scene, figureNamed, scene.count() > 1, random);
    if (scene.count() > 1 || random.nextInt(3) == 0) {
      return Words.count(scene.count(), random) + " " + rest;
    }
    return Words.article(rest) + " " + rest;
  }

  private String setting(Scene scene, double detail) {
    String colour =
        random.nextDouble() < 0.7 ? Words.colour(scene.backdropColour(), random) + " " : "";
    boolean kindNamed = colour.isEmpty() || random.nextDouble() < 0.35 + 0.5 * detail;
    String kind = kindNamed ? Words.backdrop(scene.backdrop(), random) + " " : "";
    String phrase = random.nextInt(4) == 0 ? colour + kind : kind + colour;
    phrase += Words.pick(random, "background", "background", "background", "backdrop");
    return Words.article(phrase) + " " + phrase;
  }

  private static String joined(List<String> adjectives) {
    return adjectives.isEmpty() ? "" : String.join(" ", adjectives) + " ";
  }
}
