package org.softcpt.models.image;

/**
 * A rectangle of pixels.
 *
 * @param left first column, from 0
 * @param top first row, from 0
 * @param width columns, at least 1
 * @param height rows, at least 1
 */
record Box(int left, int top, int width, int height) {

  /**
   * Checks that the rectangle holds pixels.
   *
   * @throws IllegalArgumentException if it starts below zero or is empty
   */
  Box {
    if (left < 0 || top < 0 || width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "a box of %d x %d pixels at (%d, %d)".formatted(width, height, left, top));
    }
  }

  /** Everything from the first pixel on. */
  static Box of(int width, int height) {
    return new Box(0, 0, width, height);
  }

  /**
   * Checks that it lies within an area of this size.
   *
   * @throws IllegalArgumentException if it does not; the message starts with the name
   */
  void requireInside(String name, int areaWidth, int areaHeight) {
    if (width > areaWidth - left || height > areaHeight - top) {
      throw new IllegalArgumentException(
          "%s %s outside of %d x %d pixels".formatted(name, this, areaWidth, areaHeight));
    }
  }
}
