package org.softcpt.trainer.task;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.softcpt.models.io.InvalidInputException;

/**
 * A list of entries with columns: one file with a column for the split, or a file per split.
 *
 * @param format of the files
 * @param parts the files; copied
 * @param columns which column means what
 * @param words how the list calls the splits
 */
record ColumnList(RecordFormat format, List<Part> parts, ListColumns columns, SplitWords words)
    implements ListFormat {

  /**
   * One file.
   *
   * @param file relative to the root
   * @param split of all its images; empty if a column says it
   */
  record Part(String file, Optional<Split> split) {}

  ColumnList {
    parts = List.copyOf(parts);
  }

  @Override
  public String key() {
    return String.join(" + ", parts.stream().map(Part::file).toList());
  }

  @Override
  public List<ClassDefinition> classes(Path root) {
    return List.of();
  }

  @Override
  public Optional<String> taskName(Path root) {
    return Optional.empty();
  }

  @Override
  public List<ListRow> rows(Path root) throws IOException {
    List<ListRow> rows = new ArrayList<>();
    int order = 0;
    for (Part part : parts) {
      List<ListRecord> records = format.read(root.resolve(part.file()), part.file());
      requireColumns(part, records);
      for (ListRecord record : records) {
        Optional<ListRow> row = row(part, record, order++);
        row.ifPresent(rows::add);
      }
    }
    if (rows.isEmpty()) {
      throw new InvalidInputException(
          "%s: no entry has a label in column '%s'%s".formatted(key(), columns.label(), ofTask()));
    }
    return rows;
  }

  private String ofTask() {
    return columns
        .task()
        .map(task -> " and '%s' in column '%s'".formatted(columns.taskValue(), task))
        .orElse("");
  }

  /** In JSON lines an entry may lack what is not said of it, but some entry must have it. */
  private void requireColumns(Part part, List<ListRecord> records) throws InvalidInputException {
    List<String> needed = new ArrayList<>(List.of(columns.path(), columns.label()));
    if (part.split().isEmpty()) {
      needed.add(columns.split());
    }
    columns.task().ifPresent(needed::add);
    for (String column : needed) {
      if (records.stream().noneMatch(record -> record.cells().containsKey(column))) {
        String known =
            records.isEmpty()
                ? ""
                : String.join(", ", records.get(0).cells().keySet().stream().sorted().toList());
        throw new InvalidInputException(
            "%s: no column '%s'; there are: %s".formatted(part.file(), column, known));
      }
    }
  }

  private Optional<ListRow> row(Part part, ListRecord record, int order)
      throws InvalidInputException {
    boolean other =
        columns.task().isPresent()
            && !columns.taskValue().equals(cell(record, columns.task().get()));
    String label = cell(record, columns.label());
    if (other || label.isEmpty()) {
      return Optional.empty();
    }
    String where = where(part, record);
    Split split =
        part.split().isPresent()
            ? part.split().get()
            : words.split(cell(record, columns.split()), part.file() + ": line " + record.line());
    return Optional.of(new ListRow(where, order, cell(record, columns.path()), split, label));
  }

  private String where(Part part, ListRecord record) {
    String line = "line " + record.line();
    return parts.size() == 1 ? line : part.file() + " " + line;
  }

  private static String cell(ListRecord record, String column) {
    return record.cells().getOrDefault(column, "").strip();
  }
}
