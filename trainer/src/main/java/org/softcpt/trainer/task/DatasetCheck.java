package org.softcpt.trainer.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.task.TaskCheck.ClassCheck;

/**
 * Looks whether everything that a task file names is there; unlike {@link Dataset#read} it goes on
 * after a mistake and looks for listed images, too. Opens no image.
 *
 * @param name what the user calls the tasks
 * @param root where the images were looked for
 * @param tasks one entry per task
 * @param problems of several tasks together; found only where each task alone is complete
 */
public record DatasetCheck(String name, String root, List<TaskCheck> tasks, List<String> problems) {

  /** Names that a line has before it only counts. */
  private static final int NAMED = 5;

  /** Copies the lists. */
  public DatasetCheck {
    tasks = List.copyOf(tasks);
    problems = List.copyOf(problems);
  }

  /**
   * Checks a task file.
   *
   * @param file the YAML file
   * @param root replaces the file's root
   * @return what is there
   * @throws InvalidInputException if the file itself is wrong, or its root is missing
   * @throws IOException if reading fails
   */
  public static DatasetCheck of(Path file, Optional<Path> root) throws IOException {
    TaskFile tasks = Dataset.open(file);
    Path folder = Dataset.root(file, tasks, root);
    List<TaskCheck> checks = new ArrayList<>();
    for (TaskEntry entry : tasks.entries()) {
      checks.add(check(entry, folder));
    }
    List<String> together = new ArrayList<>();
    if (checks.stream().allMatch(TaskCheck::isComplete)) {
      attempt(together, "", () -> tasks.load(folder));
    }
    return new DatasetCheck(tasks.name(), folder.toString(), checks, together);
  }

  /**
   * Whether a cache can be made of it.
   *
   * @return true if there is no problem
   */
  public boolean isComplete() {
    return problems.isEmpty() && tasks.stream().allMatch(TaskCheck::isComplete);
  }

  private static TaskCheck check(TaskEntry entry, Path root) throws IOException {
    List<String> problems = new ArrayList<>();
    String prefix = "task '%s': ".formatted(entry.id());
    Optional<ImageTable> table =
        attempt(
            problems,
            prefix,
            () -> {
              ImageTable images = new ImageTable(new TaskSet(List.of(entry.define(root))));
              entry.source().scan(root, 0, images);
              return images;
            });
    if (table.isEmpty()) {
      return new TaskCheck(entry.id(), entry.source().place(), List.of(), 0, problems);
    }
    return found(entry, root, table.get());
  }

  private static TaskCheck found(TaskEntry entry, Path root, ImageTable table) throws IOException {
    TaskSet tasks = table.tasks();
    ClassCounts counts = new ClassCounts(tasks);
    List<String> absent = new ArrayList<>();
    for (LabelledImage image : table.sorted()) {
      if (Files.isRegularFile(root.resolve(image.path()))) {
        counts.add(image.split(), image.labels(), 1);
      } else {
        absent.add(image.path());
      }
    }
    List<ClassCheck> classes = classes(tasks.tasks().get(0), counts);
    List<String> problems = new ArrayList<>();
    note(problems, absent, "%d listed images are not there: %s");
    for (Split split : List.of(Split.TRAIN, Split.TEST)) {
      List<String> empty =
          classes.stream().filter(each -> count(each, split) == 0).map(ClassCheck::id).toList();
      note(problems, empty, "%d classes without a " + split.key() + " image: %s");
    }
    return new TaskCheck(entry.id(), entry.source().place(), classes, absent.size(), problems);
  }

  private static List<ClassCheck> classes(TaskDefinition task, ClassCounts counts) {
    List<ClassCheck> classes = new ArrayList<>();
    for (int label = 0; label < task.classes().size(); label++) {
      classes.add(
          new ClassCheck(
              task.classes().get(label).id(),
              counts.count(Split.TRAIN, 0, label),
              counts.count(Split.VAL, 0, label),
              counts.count(Split.TEST, 0, label)));
    }
    return classes;
  }

  private static int count(ClassCheck each, Split split) {
    return split == Split.TRAIN ? each.train() : each.test();
  }

  private static void note(List<String> problems, List<String> names, String line) {
    if (!names.isEmpty()) {
      String named = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
      problems.add(line.formatted(names.size(), named + (names.size() > NAMED ? ", ..." : "")));
    }
  }

  private static <T> Optional<T> attempt(List<String> problems, String prefix, Reading<T> reading)
      throws IOException {
    try {
      return Optional.of(reading.get());
    } catch (IllegalArgumentException | InvalidInputException e) { // the first: a record's check
      String message = e.getMessage();
      problems.add(message.startsWith(prefix) ? message.substring(prefix.length()) : message);
      return Optional.empty();
    }
  }

  private interface Reading<T> {
    T get() throws IOException;
  }
}
