package org.softcpt.cli.demo;

import java.awt.Color;
import java.awt.TexturePaint;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Locale;

/** The surface of a figure: one tile of a repeating pattern in two colours. */
enum Texture {
  PLAIN(6, (u, v) -> false),
  STRIPED(5, (u, v) -> v < 0.45),
  DOTTED(5.5, (u, v) -> Math.hypot(u - 0.5, v - 0.5) < 0.33),
  CHECKERED(8, (u, v) -> u < 0.5 ^ v < 0.5),
  NETTED(6, (u, v) -> u < 0.28 || v < 0.28),
  WAVY(8, (u, v) -> Math.abs(v - 0.5 - 0.25 * Math.sin(2 * Math.PI * u)) < 0.2);

  private static final int TILE = 16;

  /** Whether a place of the tile, both coordinates in [0, 1), has the pattern's colour. */
  private interface Pattern {
    boolean marked(double u, double v);
  }

  private final double period;
  private final Pattern pattern;

  Texture(double period, Pattern pattern) {
    this.period = period;
    this.pattern = pattern;
  }

  /** The texture's English name, e.g. {@code "striped"}. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A paint whose pattern repeats every few pixels, {@code stretch} times the usual period. */
  TexturePaint paint(Color base, Color mark, double stretch) {
    BufferedImage tile = new BufferedImage(TILE, TILE, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < TILE; y++) {
      for (int x = 0; x < TILE; x++) {
        boolean marked = pattern.marked((x + 0.5) / TILE, (y + 0.5) / TILE);
        tile.setRGB(x, y, (marked ? mark : base).getRGB());
      }
    }
    double side = period * stretch;
    return new TexturePaint(tile, new Rectangle2D.Double(0, 0, side, side));
  }
}
