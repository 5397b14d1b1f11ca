package org.softcpt.cli.demo;

import java.awt.Color;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** The palette of the demo's pictures. */
enum Colour {
  RED(0.99, 0.85, 0.88),
  ORANGE(0.075, 0.92, 0.97),
  YELLOW(0.155, 0.85, 0.97),
  GREEN(0.35, 0.80, 0.65),
  CYAN(0.50, 0.72, 0.90),
  BLUE(0.62, 0.85, 0.85),
  PURPLE(0.77, 0.70, 0.65),
  PINK(0.92, 0.42, 0.98),
  BROWN(0.065, 0.72, 0.45),
  GRAY(0.0, 0.0, 0.55),
  BLACK(0.0, 0.0, 0.08),
  WHITE(0.0, 0.0, 0.97);

  private final double hue;
  private final double saturation;
  private final double brightness;

  Colour(double hue, double saturation, double brightness) {
    this.hue = hue;
    this.saturation = saturation;
    this.brightness = brightness;
  }

  /** The colour's English name, e.g. {@code "red"}. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A shade close to the colour, so that no two pictures share exactly one. */
  Color shade(RandomGenerator random) {
    double grayness = saturation == 0 ? 0 : 1; // black, gray and white keep their lack of hue
    return Color.getHSBColor(
        (float) (hue + grayness * random.nextDouble(-0.018, 0.018)),
        (float) clamp(saturation + grayness * random.nextDouble(-0.1, 0.1)),
        (float) clamp(brightness + random.nextDouble(-0.06, 0.06)));
  }

  private static double clamp(double value) {
    return Math.max(0, Math.min(1, value));
  }
}
