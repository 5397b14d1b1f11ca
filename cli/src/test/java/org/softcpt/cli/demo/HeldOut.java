package org.softcpt.cli.demo;

/** Which combinations of figure, colour and texture the embedded CLIP never saw in training. */
final class HeldOut {

  private HeldOut() {}

  /**
   * About 15 % of all triples. The rule spreads them: every single attribute and every pair of
   * attributes still occurs in training.
   */
  static boolean contains(Scene scene) {
    int spread =
        7 * scene.figure().ordinal() + 3 * scene.colour().ordinal() + 5 * scene.texture().ordinal();
    return spread % 13 < 2;
  }
}
