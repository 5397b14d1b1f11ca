package org.softcpt.models.config;

/** The conditions that configurations share; each message names the value. */
final class Checks {

  private Checks() {}

  static void positive(String what, double value) {
    if (!(value > 0)) { // so that NaN fails too
      throw new IllegalArgumentException(what + " must be positive, is " + value);
    }
  }

  static void positive(String what, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException(what + " must be positive, is " + value);
    }
  }

  static void divides(String what, int divisor, String of, int dividend) {
    if (dividend % divisor != 0) {
      throw new IllegalArgumentException(
          "%s %d must divide %s %d".formatted(what, divisor, of, dividend));
    }
  }

  static void tokenId(String what, int id, int vocabularySize) {
    if (id < 0 || id >= vocabularySize) {
      throw new IllegalArgumentException(
          "%s token must be in 0..%d, is %d".formatted(what, vocabularySize - 1, id));
    }
  }
}
