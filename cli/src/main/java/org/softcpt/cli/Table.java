package org.softcpt.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of text with aligned columns: a column of numbers to the right, any other to the left. */
final class Table {

  private static final String GAP = "  ";
  private static final Pattern NUMBER = Pattern.compile("[-+±]?[\\d,.]+( %)?|-|");

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
    List<Column> columns = IntStream.range(0, rows.get(0).size()).mapToObj(this::column).toList();
    return rows.stream().map(row -> line(row, columns)).collect(Collectors.joining());
  }

  /** Where a column's cells stand. */
  private record Column(int width, boolean right) {}

  private Column column(int index) {
    List<String> cells = rows.stream().map(row -> row.get(index)).toList();
    boolean numbers = cells.stream().skip(1).allMatch(cell -> NUMBER.matcher(cell).matches());
    return new Column(Collections.max(cells.stream().map(Table::length).toList()), numbers);
  }

  private static String line(List<String> row, List<Column> columns) {
    String line =
        IntStream.range(0, columns.size())
            .mapToObj(index -> pad(row.get(index), columns.get(index)))
            .collect(Collectors.joining(GAP));
    return line.stripTrailing() + "\n";
  }

  private static String pad(String cell, Column column) {
    String blanks = " ".repeat(column.width() - length(cell));
    return column.right() ? blanks + cell : cell + blanks;
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
