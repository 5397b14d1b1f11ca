package org.softcpt.cli.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.util.random.RandomGenerator;

/** Draws scenes. Shade, place, angle, pattern size and lighting vary with the random source. */
final class SceneDrawer {

  /** Side of a picture in pixels. */
  static final int SIZE = 64;

  private static final double MAXIMUM_TILT = 0.3;
  private static final Color PAPER = new Color(243, 240, 232);

  private final RandomGenerator random;

  SceneDrawer(RandomGenerator random) {
    this.random = random;
  }

  /** One picture, {@link #SIZE} pixels square, RGB. */
  BufferedImage draw(Scene scene) {
    BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
    drawBackdrop(scene, image);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    drawFigures(scene, graphics);
    graphics.dispose();
    Lighting.apply(scene.rendition(), image, random);
    return image;
  }

  private void drawBackdrop(Scene scene, BufferedImage image) {
    Color base = mix(scene.backdropColour().shade(random), PAPER, 0.8 * scene.rendition().sketch());
    Backdrop.Shading shading = scene.backdrop().shading(SIZE, random);
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        image.setRGB(x, y, shaded(base, shading.at(x, y)).getRGB());
      }
    }
  }

  private void drawFigures(Scene scene, Graphics2D graphics) {
    Color base = scene.colour().shade(random);
    Color mark = shaded(base, luminance(base) > 0.45 ? -0.6 : 0.62);
    Layout layout = Layout.of(scene, SIZE, random);
    // A small figure needs a finer pattern, or nothing of it would show.
    double stretch =
        random.nextDouble(0.85, 1.15) * Math.min(1, Math.max(0.75, layout.radius() / 14));
    for (Point2D centre : layout.centres()) {
      double tilt = random.nextDouble(-MAXIMUM_TILT, MAXIMUM_TILT);
      Graphics2D turned = (Graphics2D) graphics.create();
      turned.translate(centre.getX(), centre.getY());
      turned.rotate(tilt);
      Shape outline = scene.figure().at(0, 0, layout.radius(), 0);
      drawFigure(scene, turned, outline, base, scene.texture().paint(base, mark, stretch));
      turned.dispose();
    }
  }

  private static void drawFigure(
      Scene scene, Graphics2D graphics, Shape outline, Color base, java.awt.Paint paint) {
    double filled = 1 - scene.rendition().sketch();
    graphics.setPaint(paint);
    graphics.setComposite(
        java.awt.AlphaComposite.getInstance(java.awt.AlphaComposite.SRC_OVER, (float) filled));
    graphics.fill(outline);
    if (filled < 1) {
      graphics.setComposite(java.awt.AlphaComposite.SrcOver);
      graphics.setPaint(base);
      graphics.setStroke(new BasicStroke(1.3f));
      graphics.draw(outline);
    }
  }

  private static double luminance(Color colour) {
    return (0.3 * colour.getRed() + 0.59 * colour.getGreen() + 0.11 * colour.getBlue()) / 255;
  }

  private static Color shaded(Color base, double amount) {
    double strength = Math.min(1, Math.abs(amount));
    return amount == 0 ? base : mix(base, amount > 0 ? Color.WHITE : Color.BLACK, strength);
  }

  private static Color mix(Color first, Color second, double share) {
    return new Color(
        (int) Math.round(first.getRed() * (1 - share) + second.getRed() * share),
        (int) Math.round(first.getGreen() * (1 - share) + second.getGreen() * share),
        (int) Math.round(first.getBlue() * (1 - share) + second.getBlue() * share));
  }
}
