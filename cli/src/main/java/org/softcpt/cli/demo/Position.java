package org.softcpt.cli.demo;

/** Where a single figure lies, as a direction from the middle of the picture. */
enum Position {
  CENTRE(0, 0),
  LEFT(-1, 0),
  RIGHT(1, 0),
  TOP(0, -1),
  BOTTOM(0, 1),
  /** Several figures, spread over the picture. */
  SCATTERED(0, 0);

  final int right;
  final int down;

  Position(int right, int down) {
    this.right = right;
    this.down = down;
  }
}
