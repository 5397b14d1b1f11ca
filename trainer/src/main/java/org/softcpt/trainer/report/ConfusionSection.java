package org.softcpt.trainer.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.h4;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.img;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import j2html.tags.specialized.LiTag;
import j2html.tags.specialized.SectionTag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.softcpt.trainer.report.Confusion.Mistake;
import org.softcpt.trainer.report.HeatTable.Cell;

/**
 * What the test images of a task were taken for: the matrix, and pictures of the worst mistakes.
 *
 * @param confusion of the task
 * @param thumbnails makes the pictures; empty if nobody said where the images are
 */
record ConfusionSection(Confusion confusion, Optional<Thumbnails> thumbnails) {

  /** A larger matrix cannot be looked at; of more classes, those with the most errors are shown. */
  static final int MOST_CLASSES = 40;

  private static final int MISTAKES = 6;
  private static final int PICTURES = 4;
  private static final String OTHERS = "others";

  SectionTag html() {
    return section(
        h3(confusion.task().name()),
        matrix(),
        h4("Worst mistakes"),
        confusion.mistakes().isEmpty()
            ? p("None: every test image was classified right.")
            : ul().withClass("mistakes").with(each(worst(), this::mistake)));
  }

  private List<Mistake> worst() {
    return confusion.mistakes().stream().limit(MISTAKES).toList();
  }

  private DomContent matrix() {
    List<Integer> shown = shown();
    int classes = confusion.counts().length;
    boolean all = shown.size() == classes;
    List<String> names = shown.stream().map(confusion::name).toList();
    List<String> columns = new ArrayList<>(names);
    if (!all) {
      columns.add(OTHERS);
    }
    String title =
        "Test images of %s: rows are the right classes, columns what they were taken for"
            .formatted(confusion.task().id());
    return div(
        iff(
            !all,
            p("The %d of %d classes with the most errors.".formatted(shown.size(), classes))
                .withClass("note")),
        new HeatTable(title, "right class", names, columns, cells(shown, all)).html());
  }

  /** Indices of the classes to show, in the task's order. */
  private List<Integer> shown() {
    return IntStream.range(0, confusion.counts().length)
        .boxed()
        .sorted(Comparator.comparing((Integer label) -> -confusion.wrong(label)))
        .limit(MOST_CLASSES)
        .sorted()
        .toList();
  }

  private List<List<Cell>> cells(List<Integer> shown, boolean all) {
    List<List<Cell>> cells = new ArrayList<>();
    for (int label : shown) {
      List<Cell> row = new ArrayList<>();
      int rest = confusion.images(label);
      for (int predicted : shown) {
        int count = confusion.counts()[label][predicted];
        row.add(cell(count, confusion.images(label), label == predicted));
        rest -= count;
      }
      if (!all) {
        row.add(cell(rest, confusion.images(label), false));
      }
      cells.add(row);
    }
    return cells;
  }

  /** Right answers have one colour, mistakes the other. */
  private static Cell cell(int count, int images, boolean right) {
    double share = images == 0 ? 0 : (double) count / images;
    return new Cell(count == 0 ? "·" : Integer.toString(count), right ? share : -share);
  }

  private LiTag mistake(Mistake mistake) {
    String what =
        "%s, taken for %s: %d of %d"
            .formatted(
                confusion.name(mistake.label()),
                confusion.name(mistake.predicted()),
                mistake.images().size(),
                confusion.images(mistake.label()));
    List<PredictionRow> examples = mistake.images().stream().limit(PICTURES).toList();
    return li(
        span(what),
        thumbnails.isPresent() ? pictures(examples, thumbnails.get()) : paths(examples));
  }

  private static DomContent pictures(List<PredictionRow> examples, Thumbnails thumbnails) {
    List<PredictionRow> lost = new ArrayList<>();
    List<DomContent> pictures = new ArrayList<>();
    for (PredictionRow example : examples) {
      Optional<String> uri = thumbnails.of(example.path());
      if (uri.isEmpty()) {
        lost.add(example);
      } else {
        String words = words(example);
        pictures.add(
            img()
                .withSrc(uri.get())
                .withAlt(words)
                .withTitle(words)
                .attr("width", Thumbnails.SIDE / 2)
                .attr("height", Thumbnails.SIDE / 2));
      }
    }
    return div(
        iff(!pictures.isEmpty(), div().withClass("pictures").with(pictures)),
        iff(!lost.isEmpty(), div(p("Not found or not readable:"), paths(lost)).withClass("note")));
  }

  private static DomContent paths(List<PredictionRow> examples) {
    return div().withClass("paths").with(each(examples, example -> div(words(example))));
  }

  private static String words(PredictionRow example) {
    return "%s (%s\u00a0%%)".formatted(example.path(), Numbers.percent(example.probability()));
  }
}
