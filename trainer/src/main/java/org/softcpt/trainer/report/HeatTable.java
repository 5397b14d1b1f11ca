package org.softcpt.trainer.report;

import static j2html.TagCreator.td;

import j2html.tags.specialized.DivTag;
import j2html.tags.specialized.TdTag;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A matrix as a table whose cells are coloured by their value and say it: heat map and numbers in
 * one.
 *
 * @param title its caption
 * @param corner what the rows are
 * @param rows their names
 * @param columns their names
 * @param cells one list per row
 */
record HeatTable(
    String title, String corner, List<String> rows, List<String> columns, List<List<Cell>> cells) {

  /**
   * One cell.
   *
   * @param text what it says
   * @param heat how strongly it is coloured, -1 to 1; below 0 in the other colour
   */
  record Cell(String text, double heat) {}

  /** A matrix whose largest magnitude gets the full colour. */
  static HeatTable of(
      String title,
      String corner,
      List<String> names,
      double[][] matrix,
      Function<Double, String> text) {
    double most =
        Stream.of(matrix)
            .flatMapToDouble(row -> java.util.Arrays.stream(row))
            .map(Math::abs)
            .max()
            .orElse(0);
    List<List<Cell>> cells =
        Stream.of(matrix)
            .map(
                row ->
                    java.util.Arrays.stream(row)
                        .mapToObj(
                            value -> new Cell(text.apply(value), most == 0 ? 0 : value / most))
                        .toList())
            .toList();
    return new HeatTable(title, corner, names, names, cells);
  }

  DivTag html() {
    List<String> heading = Stream.concat(Stream.of(corner), columns.stream()).toList();
    DataTable table = new DataTable(title, heading);
    IntStream.range(0, rows.size())
        .forEach(row -> table.cells(rows.get(row), cells.get(row).stream().map(HeatTable::cell)));
    return table.html().withClass("wide heat");
  }

  private static TdTag cell(Cell cell) {
    TdTag td = td(cell.text());
    if (cell.heat() == 0) {
      return td;
    }
    String share = String.format(Locale.ROOT, "--heat:%.0f%%", 100 * Math.abs(cell.heat()));
    return td.withClass(cell.heat() > 0 ? "hot" : "cold").withStyle(share);
  }
}
