package org.softcpt.server;

/** What a sender wrote, fit for a line of an error. */
final class Shown {

  private static final int LONGEST = 60;
  private static final int LONGEST_LINE = 300;

  private Shown() {}

  /** A word: without control characters, and not too long. */
  static String of(String text) {
    return cut(text, LONGEST);
  }

  /** The same for a whole message, which may quote what was sent. */
  static String line(String text) {
    return cut(text, LONGEST_LINE);
  }

  private static String cut(String text, int longest) {
    String start = text.length() <= longest ? text : text.substring(0, longest) + "…";
    return start.replaceAll("[\\p{Cc}\\p{Cs}\u2028\u2029]", "?");
  }
}
