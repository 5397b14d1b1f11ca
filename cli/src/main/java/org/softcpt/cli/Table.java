package org.softcpt.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of text with aligned columns: the first to the left, the others (numbers) to the right. */
final class Table {

  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /** Starts a table with its heading. */
  Table(String... heading) {
    rows.add(List.of(heading));
  }

  /** Adds a row; it must have as many cells as the heading. */
  Table row(String... cells) {
    if (cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException(
          "a row of %d cells in a table of %d columns".formatted(cells.length, rows.get(0).size()));
    }
    rows.add(List.of(cells));
    return this;
  }

  /** The table, a line per row, each ended by a line feed. */
  String text() {
    int[] widths =
        IntStream.range(0, rows.get(0).size())
            .map(column -> rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0))
            .toArray();
    return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining());
  }

  private static String line(List<String> row, int[] widths) {
    String line =
        IntStream.range(0, widths.length)
            .mapToObj(column -> pad(row.get(column), widths[column], column > 0))
            .collect(Collectors.joining(GAP));
    return line.stripTrailing() + "\n";
  }

  private static String pad(String cell, int width, boolean right) {
    String blanks = " ".repeat(width - length(cell));
    return right ? blanks + cell : cell + blanks;
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
