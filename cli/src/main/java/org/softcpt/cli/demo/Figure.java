package org.softcpt.cli.demo;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** What a demo picture shows. Outlines lie in the circle of radius 1 around the origin, y down. */
enum Figure {
  CIRCLE(disc(0, 0, 0.9)),
  SQUARE(polygon(4, 1, Math.PI / 4)),
  TRIANGLE(polygon(3, 1, -Math.PI / 2)),
  STAR(zigzag(5, 1, 0.42)),
  CROSS(cross()),
  RING(difference(disc(0, 0, 0.95), disc(0, 0, 0.52))),
  HEART(heart()),
  CRESCENT(difference(disc(0, 0, 0.95), disc(0.45, -0.1, 0.78))),
  HEXAGON(polygon(6, 0.98, 0)),
  ARROW(arrow()),
  DIAMOND(AffineTransform.getScaleInstance(0.6, 1).createTransformedShape(polygon(4, 1, 0))),
  FLOWER(flower());

  private final Area outline;

  Figure(Shape outline) {
    this.outline = new Area(outline);
  }

  /** The figure's English name, e.g. {@code "star"}. */
  String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** The outline moved, turned (radians) and scaled to {@code radius} pixels. */
  Shape at(double x, double y, double radius, double angle) {
    AffineTransform placed = AffineTransform.getTranslateInstance(x, y);
    placed.rotate(angle);
    placed.scale(radius, radius);
    return placed.createTransformedShape(outline);
  }

  private static Shape disc(double x, double y, double radius) {
    return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
  }

  private static Shape polygon(int corners, double radius, double start) {
    Path2D path = new Path2D.Double();
    for (int corner = 0; corner < corners; corner++) {
      lineTo(path, radius, start + 2 * Math.PI * corner / corners);
    }
    path.closePath();
    return path;
  }

  private static Shape zigzag(int points, double outer, double inner) {
    Path2D path = new Path2D.Double();
    for (int corner = 0; corner < 2 * points; corner++) {
      lineTo(path, corner % 2 == 0 ? outer : inner, Math.PI * corner / points - Math.PI / 2);
    }
    path.closePath();
    return path;
  }

  private static void lineTo(Path2D path, double radius, double angle) {
    double x = radius * Math.cos(angle);
    double y = radius * Math.sin(angle);
    if (path.getCurrentPoint() == null) {
      path.moveTo(x, y);
    } else {
      path.lineTo(x, y);
    }
  }

  private static Shape cross() {
    Area area = new Area(new Rectangle2D.Double(-0.95, -0.3, 1.9, 0.6));
    area.add(new Area(new Rectangle2D.Double(-0.3, -0.95, 0.6, 1.9)));
    return area;
  }

  private static Shape difference(Shape whole, Shape hole) {
    Area area = new Area(whole);
    area.subtract(new Area(hole));
    return area;
  }

  private static Shape heart() {
    Path2D path = new Path2D.Double();
    path.moveTo(0, 0.95);
    path.curveTo(-1.7, -0.25, -0.75, -1.35, 0, -0.45);
    path.curveTo(0.75, -1.35, 1.7, -0.25, 0, 0.95);
    path.closePath();
    return path;
  }

  private static Shape arrow() {
    Area area = new Area(new Rectangle2D.Double(-0.95, -0.24, 1.1, 0.48));
    Path2D head = new Path2D.Double();
    head.moveTo(0, -0.8);
    head.lineTo(0.98, 0);
    head.lineTo(0, 0.8);
    head.closePath();
    area.add(new Area(head));
    return area;
  }

  private static Shape flower() {
    Area area = new Area(disc(0, 0, 0.35));
    for (int petal = 0; petal < 6; petal++) {
      double angle = 2 * Math.PI * petal / 6;
      area.add(new Area(disc(0.62 * Math.cos(angle), 0.62 * Math.sin(angle), 0.33)));
    }
    return area;
  }
}
