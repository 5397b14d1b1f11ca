package org.softcpt.models.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** This package's tables: lines of a name, a tab, and what it stands for (tools/make_*.py). */
final class TextTables {

  private TextTables() {}

  /** Reads a table; names in the order of the file. */
  static Map<String, String> rows(String resource) {
    Map<String, String> rows = new LinkedHashMap<>();
    for (String line : lines(resource)) {
      String[] row = line.split("\t", -1);
      rows.put(row[0], row[1]);
    }
    return rows;
  }

  /** Reads a resource of this package, line by line. */
  static List<String> lines(String resource) {
    return content(resource).lines().toList();
  }

  /** Reads ranges, e.g. {@code 41-5a,61}. */
  static BitSet set(String ranges) {
    BitSet set = new BitSet();
    for (String range : ranges.split(",")) {
      int[] bounds = bounds(range);
      set.set(bounds[0], bounds[1] + 1);
    }
    return set;
  }

  /** Reads one range: first and last code point. */
  static int[] bounds(String range) {
    String[] ends = range.split("-");
    int first = Integer.parseInt(ends[0], 16);
    return new int[] {first, ends.length == 1 ? first : Integer.parseInt(ends[1], 16)};
  }

  private static String content(String resource) {
    try (InputStream in = TextTables.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the build");
      }
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
