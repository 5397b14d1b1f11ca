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

  /** Whether it lies within an area of this size. */
  boolean fits(int areaWidth, int areaHeight) {
    return width <= areaWidth - left && height <= areaHeight - top;
  }
}
