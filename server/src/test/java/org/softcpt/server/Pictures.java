package org.softcpt.server;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Drawn image files. */
final class Pictures {

  private Pictures() {}

  /** A PNG of a colour that fades to black. */
  static byte[] png(Color colour) {
    BufferedImage image = new BufferedImage(60, 44, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setPaint(new GradientPaint(0, 0, colour, 60, 44, Color.BLACK));
    graphics.fillRect(0, 0, 60, 44);
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot be written to", e);
    }
    return bytes.toByteArray();
  }

  static Path png(Path file, Color colour) throws IOException {
    return Files.write(file, png(colour));
  }
}
