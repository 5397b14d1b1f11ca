package org.softcpt.trainer.report;

import static j2html.TagCreator.caption;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import j2html.tags.specialized.DivTag;
import j2html.tags.specialized.TrTag;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A table that a screen reader can follow, in a box that scrolls if the page is too narrow. */
final class DataTable {

  private final String title;
  private final List<String> heading;
  private final List<TrTag> rows = new ArrayList<>();

  /**
   * Starts a table.
   *
   * @param title its caption
   * @param heading the columns' heads; the first is that of the rows' heads
   */
  DataTable(String title, List<String> heading) {
    this.title = title;
    this.heading = List.copyOf(heading);
  }

  /** Adds a row of text; its first cell is its head. */
  DataTable row(String head, Stream<String> cells) {
    return cells(head, cells.map(cell -> td(cell)));
  }

  /** Adds a row of cells. */
  DataTable cells(String head, Stream<? extends DomContent> cells) {
    List<? extends DomContent> all = cells.toList();
    if (all.size() != heading.size() - 1) {
      throw new IllegalArgumentException(
          "a row of %d cells in a table of %d columns".formatted(all.size() + 1, heading.size()));
    }
    rows.add(tr(th(text(head)).attr("scope", "row"), each(all, cell -> cell)));
    return this;
  }

  /** The box with the table. */
  DivTag html() {
    return div()
        .withClass("wide")
        .attr("role", "region")
        .attr("tabindex", "0")
        .attr("aria-label", title)
        .with(
            table(
                caption(title),
                thead(tr(each(heading, head -> th(text(head)).attr("scope", "col")))),
                tbody(each(rows, row -> row))));
  }
}
