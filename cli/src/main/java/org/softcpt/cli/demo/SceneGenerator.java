package org.softcpt.cli.demo;

import java.util.random.RandomGenerator;

/** Draws scenes at random, every attribute uniformly and on its own. */
final class SceneGenerator {

  private final RandomGenerator random;

  SceneGenerator(RandomGenerator random) {
    this.random = random;
  }

  /** The next scene, in the given rendition. */
  Scene next(Rendition rendition) {
    Colour colour = pick(Colour.values());
    Colour backdropColour = pick(Colour.values());
    while (backdropColour == colour) {
      backdropColour = pick(Colour.values());
    }
    int count = 1 + random.nextInt(Scene.MAXIMUM_COUNT);
    return new Scene(
        pick(Figure.values()),
        colour,
        pick(Texture.values()),
        count,
        random.nextBoolean(),
        count == 1 ? pickPlace() : Position.SCATTERED,
        pick(Backdrop.values()),
        backdropColour,
        rendition);
  }

  private Position pickPlace() {
    return Position.values()[random.nextInt(Position.SCATTERED.ordinal())];
  }

  private <T> T pick(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
