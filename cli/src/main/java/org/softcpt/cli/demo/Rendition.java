package org.softcpt.cli.demo;

/**
 * How a scene is drawn: the "domain" of a picture. All zero is the ordinary way.
 *
 * @param sketch 0: filled figures; 1: outlines on paper; between: a part of the fill is left
 * @param fade share of middle gray mixed into every pixel, 0 to 1
 * @param dark share of brightness taken away, 0 to 1
 * @param grain standard deviation of noise on every channel, in units of full brightness
 */
record Rendition(double sketch, double fade, double dark, double grain) {

  static final Rendition ORDINARY = new Rendition(0, 0, 0, 0);

  /** Checks the ranges. */
  Rendition {
    for (double share : new double[] {sketch, fade, dark, grain}) {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("expected a share from 0 to 1, found " + share);
      }
    }
  }

  /** The same way of drawing, all of it weaker by a factor. */
  Rendition scaled(double factor) {
    return new Rendition(sketch * factor, fade * factor, dark * factor, grain * factor);
  }
}
