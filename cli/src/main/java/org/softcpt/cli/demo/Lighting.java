package org.softcpt.cli.demo;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.random.RandomGenerator;

/** The last step of a rendition: fading, darkness and grain on finished pixels. */
final class Lighting {

  private Lighting() {}

  static void apply(Rendition rendition, BufferedImage image, RandomGenerator random) {
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    double gain = (1 - rendition.fade()) * (1 - rendition.dark());
    double offset = 128 * rendition.fade() * (1 - rendition.dark());
    double grain = 255 * (0.01 + rendition.grain()); // no camera is free of noise
    for (int index = 0; index < pixels.length; index++) {
      int red = channel((pixels[index] >> 16 & 0xff) * gain + offset, grain, random);
      int green = channel((pixels[index] >> 8 & 0xff) * gain + offset, grain, random);
      int blue = channel((pixels[index] & 0xff) * gain + offset, grain, random);
      pixels[index] = red << 16 | green << 8 | blue;
    }
  }

  private static int channel(double value, double grain, RandomGenerator random) {
    long rounded = Math.round(value + grain * random.nextGaussian());
    return (int) Math.max(0, Math.min(255, rounded));
  }
}
