package org.softcpt.runtime;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.softcpt.models.image.RgbImage;

/** Image files without loss. */
final class Images {

  private Images() {}

  static Path png(Path file, RgbImage image) throws IOException {
    BufferedImage buffered =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    byte[] rgb = image.rgb();
    for (int pixel = 0; pixel < rgb.length / 3; pixel++) {
      int colour =
          (rgb[3 * pixel] & 0xff) << 16
              | (rgb[3 * pixel + 1] & 0xff) << 8
              | (rgb[3 * pixel + 2] & 0xff);
      buffered.setRGB(pixel % image.width(), pixel / image.width(), colour);
    }
    ImageIO.write(buffered, "png", file.toFile());
    return file;
  }
}
