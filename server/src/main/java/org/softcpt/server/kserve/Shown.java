package org.softcpt.server.kserve;

/** What was sent, as a message may repeat it: on one line, and short. */
final class Shown {

  private static final int LONGEST = 60;

  private Shown() {}

  static String value(Object value) {
    String text = String.valueOf(value).replaceAll("\\p{Cntrl}", " ");
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
