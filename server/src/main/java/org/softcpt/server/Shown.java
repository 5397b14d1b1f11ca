package org.softcpt.server;

/** What a sender wrote, fit for a line of an error. */
final class Shown {

  private static final int LONGEST = 60;

  private Shown() {}

  /** Without control characters, and not too long. */
  static String of(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
