package org.softcpt.trainer.report;

import java.awt.Color;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The colours of charts. Java draws each in a colour that stands for it; in the page it is a CSS
 * variable, whose value depends on the reader's light or dark.
 */
enum Ink {
  TEXT("--ink"),
  GRID("--grid"),
  SURFACE("--surface"),
  SERIES_1("--series-1"),
  SERIES_2("--series-2"),
  SERIES_3("--series-3"),
  SERIES_4("--series-4"),
  SERIES_5("--series-5"),
  SERIES_6("--series-6"),
  SERIES_7("--series-7");

  private static final int SERIES = 7;

  private static final Map<String, Ink> BY_SVG =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Ink::svg, Function.identity()));

  private final String variable;

  Ink(String variable) {
    this.variable = variable;
  }

  /** Of a method or classifier; the colours repeat, the marks and dashes then differ. */
  static Ink ofSeries(int index) {
    return values()[SERIES_1.ordinal() + index % SERIES];
  }

  /** What Java draws with. */
  Color color() {
    return new Color(1, 2, ordinal() + 1);
  }

  /** What a stylesheet says. */
  String css() {
    return "var(" + variable + ")";
  }

  /** Puts the variables into the value of an SVG attribute. */
  static String replaced(String value) {
    Ink ink = BY_SVG.get(value);
    return ink == null ? value : ink.css();
  }

  private String svg() { // as Batik writes color()
    return "rgb(1,2," + (ordinal() + 1) + ")";
  }
}
