package org.softcpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

/** Reads CSV as RFC 4180 has it, and nothing else. */
final class Rfc4180 {

  private Rfc4180() {}

  /** A strict reader of RFC 4180: every line ends in CR LF, quotes stand around whole fields. */
  static List<List<String>> rows(String text) {
    List<List<String>> rows = new ArrayList<>();
    int at = 0;
    List<String> row = new ArrayList<>();
    while (at < text.length()) {
      StringBuilder field = new StringBuilder();
      if (text.charAt(at) == '"') {
        at++;
        while (text.charAt(at) != '"' || text.charAt(at + 1) == '"') {
          at += text.charAt(at) == '"' ? 1 : 0;
          field.append(text.charAt(at++));
        }
        at++;
      } else {
        while (",\r\n\"".indexOf(text.charAt(at)) < 0) {
          field.append(text.charAt(at++));
        }
      }
      row.add(field.toString());
      if (text.charAt(at) == ',') {
        at++;
      } else {
        assertEquals("\r\n", text.substring(at, at + 2));
        at += 2;
        rows.add(row);
        row = new ArrayList<>();
      }
    }
    assertEquals(List.of(), row, "the last line ends");
    return rows;
  }
}
