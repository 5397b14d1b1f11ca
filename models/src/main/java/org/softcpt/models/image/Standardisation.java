package org.softcpt.models.image;

/**
 * Bytes to standardised floats, {@code (byte / 255 - mean) / deviation} in single precision and in
 * this order, as torchvision's ToTensor and Normalize do; one table entry per byte and channel.
 */
final class Standardisation {

  private final float[][] table; // [3][256]

  /**
   * Fills the table.
   *
   * @param preprocessing gives mean and deviation, rounded to single precision first
   */
  Standardisation(Preprocessing preprocessing) {
    table = new float[3][256];
    for (int channel = 0; channel < 3; channel++) {
      float mean = preprocessing.mean().get(channel).floatValue();
      float deviation = preprocessing.std().get(channel).floatValue();
      for (int value = 0; value < 256; value++) {
        table[channel][value] = (value / 255f - mean) / deviation;
      }
    }
  }

  /**
   * Standardises an image.
   *
   * @param image H rows of W pixels
   * @return a new array, {@code [3, H, W]}
   */
  float[] planes(RgbImage image) {
    byte[] rgb = image.rgb();
    int pixels = rgb.length / 3;
    float[] planes = new float[rgb.length];
    for (int channel = 0; channel < 3; channel++) {
      float[] values = table[channel];
      for (int i = 0; i < pixels; i++) {
        planes[channel * pixels + i] = values[rgb[3 * i + channel] & 0xff];
      }
    }
    return planes;
  }
}
