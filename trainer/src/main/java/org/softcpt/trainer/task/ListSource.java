package org.softcpt.trainer.task;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.softcpt.models.io.InvalidInputException;

/**
 * Images that a list names, with their splits and labels; none of them is looked for.
 *
 * @param id the task, for messages
 * @param format how the list is written down
 * @param images the folder that the list's paths start from, relative to the root
 * @param ending what every path of the list lacks, e.g. {@code .jpg}; may be empty
 * @param names the classes that the user gives; none means those of the list
 */
record ListSource(String id, ListFormat format, String images, String ending, ClassNames names)
    implements TaskSource {

  /** Classes that a message names before it stops. */
  private static final int NAMED = 8;

  @Override
  public String place() {
    return format.key();
  }

  @Override
  public List<ClassDefinition> classes(Path root) throws IOException {
    List<ClassDefinition> given = names.read(root);
    List<ClassDefinition> listed = given.isEmpty() ? located(() -> format.classes(root)) : given;
    return listed.isEmpty() ? found(located(() -> format.rows(root))) : listed;
  }

  @Override
  public Optional<String> taskName(Path root) throws IOException {
    return located(() -> format.taskName(root));
  }

  @Override
  public void scan(Path root, int task, ImageTable table) throws IOException {
    Map<String, Integer> labels = labels(classes(root));
    Map<String, ListRow> seen = new HashMap<>();
    int list = table.list(format.key());
    for (ListRow row : located(() -> format.rows(root))) {
      Integer label = labels.get(row.label());
      if (label == null) {
        throw problem(row, "unknown class '%s'; known: %s".formatted(row.label(), some(labels)));
      }
      String path = path(row);
      ListRow earlier = seen.putIfAbsent(path, row);
      if (earlier != null) {
        throw problem(row, "image %s was listed before, %s".formatted(path, earlier.where()));
      }
      ListPlace place = new ListPlace(list, row.order());
      table.add(path, row.split(), task, label, Optional.of(place));
    }
  }

  private static List<ClassDefinition> found(List<ListRow> rows) {
    return rows.stream()
        .map(ListRow::label)
        .distinct()
        .sorted()
        .map(label -> new ClassDefinition(label, label))
        .toList();
  }

  private static Map<String, Integer> labels(List<ClassDefinition> classes) {
    Map<String, Integer> labels = new HashMap<>();
    classes.forEach(each -> labels.put(each.id(), labels.size()));
    return labels;
  }

  /** Below the root, with forward slashes: a list is not to lead anywhere else. */
  private String path(ListRow row) throws InvalidInputException {
    try {
      Path path = Path.of(row.path() + ending);
      Path below = Path.of(images).resolve(path).normalize();
      if (path.isAbsolute() || below.isAbsolute() || below.startsWith("..")) {
        throw problem(row, "path '%s' leads out of the root".formatted(row.path()));
      }
      if (row.path().isBlank() || below.toString().isEmpty()) {
        throw problem(row, "path is blank");
      }
      return below.toString().replace('\\', '/');
    } catch (InvalidPathException e) {
      throw problem(row, "not a path: '%s'".formatted(e.getInput().replace('\0', '?')));
    }
  }

  private static String some(Map<String, Integer> labels) {
    return labels.keySet().stream().sorted().limit(NAMED).collect(Collectors.joining(", "))
        + (labels.size() > NAMED ? ", ..." : "");
  }

  private InvalidInputException problem(ListRow row, String message) {
    return new InvalidInputException(
        "task '%s': list: %s: %s: %s".formatted(id, format.key(), row.where(), message));
  }

  private <T> T located(Reading<T> reading) throws IOException {
    try {
      return reading.get();
    } catch (InvalidInputException e) {
      throw new InvalidInputException("task '%s': list: %s".formatted(id, e.getMessage()), e);
    }
  }

  private interface Reading<T> {
    T get() throws IOException;
  }
}
