package org.softcpt.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.softcpt.runtime.ClassProbability;
import org.softcpt.runtime.TaskPrediction;

/**
 * Asks a classifier about one image after another. An image that cannot be read costs a line and
 * the exit code; the others are answered.
 */
final class ImageRun {

  private final Terminal terminal;
  private final String command;
  private final boolean json;
  private final int top;
  private final Map<Path, List<TaskPrediction>> answers = new LinkedHashMap<>();
  private int code = ExitCode.DONE;

  /**
   * Prepares a run.
   *
   * @param command the subcommand, for messages
   * @param json whether to print JSON lines as answers come, instead of one table at the end
   * @param top how many classes of a task are shown
   */
  ImageRun(Terminal terminal, String command, boolean json, int top) {
    this.terminal = terminal;
    this.command = command;
    this.json = json;
    this.top = top;
  }

  /** Answers about one image. */
  @FunctionalInterface
  interface Classifier {
    List<TaskPrediction> classify(Path image) throws IOException;
  }

  /**
   * Classifies images and prints the answers in the order of the images.
   *
   * @return the exit code
   * @throws IOException if something else than an image is wrong
   */
  int answer(List<Path> images, Classifier classifier) throws IOException {
    for (Path image : images) {
      accept(answer(image, classifier));
    }
    return finish();
  }

  private static Answer answer(Path image, Classifier classifier) throws IOException {
    try {
      return Answer.of(image, classifier.classify(image));
    } catch (IOException e) {
      if (!ErrorReport.isUsersMistake(e)) {
        throw e;
      }
      return Answer.failed(image, e);
    }
  }

  /** Takes the next image's answer. */
  void accept(Answer answer) {
    if (answer.problem().isPresent()) {
      code = ExitCode.USERS;
      terminal
          .err()
          .println("softcpt %s: %s: %s".formatted(command, answer.image(), answer.reason()));
    } else if (json) {
      terminal.out().println(AnswerFormat.json(answer, top));
    } else {
      answers.put(answer.image(), answer.tasks());
    }
  }

  /** Prints what was kept until the end, and gives the exit code. */
  int finish() {
    if (!answers.isEmpty()) {
      terminal.out().print(table());
    }
    return code;
  }

  private String table() {
    int shown =
        answers.values().stream()
            .flatMap(List::stream)
            .mapToInt(task -> Math.min(top, task.classes().size()))
            .max()
            .orElse(0);
    Table table = new Table(heading(shown));
    answers.forEach((image, tasks) -> tasks.forEach(task -> table.row(row(image, task, shown))));
    return table.text();
  }

  private static String[] heading(int shown) {
    List<String> heading = new ArrayList<>(List.of("image", "task"));
    for (int place = 1; place <= shown; place++) {
      heading.add("class " + place);
      heading.add("%");
    }
    return heading.toArray(String[]::new);
  }

  private static String[] row(Path image, TaskPrediction task, int shown) {
    List<String> row = new ArrayList<>(List.of(image.toString(), task.id()));
    for (ClassProbability each : task.top(shown)) {
      row.add(each.name());
      row.add(String.format(Locale.ROOT, "%.1f", 100 * each.probability()));
    }
    while (row.size() < 2 + 2 * shown) { // a task with fewer classes than another
      row.add("");
    }
    return row.toArray(String[]::new);
  }
}
