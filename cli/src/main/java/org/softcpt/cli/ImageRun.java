package org.softcpt.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.softcpt.models.io.Json;
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

  /**
   * Prepares a run.
   *
   * @param command the subcommand, for messages
   * @param json whether to print JSON lines as answers come, instead of one table at the end
   * @param top how many classes of a task the table shows; JSON has all
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
    int code = ExitCode.DONE;
    Map<Path, List<TaskPrediction>> answers = new LinkedHashMap<>();
    for (Path image : images) {
      try {
        List<TaskPrediction> answer = classifier.classify(image);
        answers.put(image, answer);
        if (json) {
          terminal.out().println(json(image, answer));
        }
      } catch (IOException e) {
        code = report(e);
      }
    }
    if (!json && !answers.isEmpty()) {
      terminal.out().print(table(answers));
    }
    return code;
  }

  private int report(IOException e) throws IOException {
    if (!ErrorReport.isUsersMistake(e)) {
      throw e;
    }
    return ErrorReport.print(terminal, "softcpt " + command, e);
  }

  /** One line: the image's path and, per task, every class with its probability. */
  private static String json(Path image, List<TaskPrediction> answer) {
    Map<String, Map<String, Double>> tasks = new LinkedHashMap<>();
    for (TaskPrediction task : answer) {
      Map<String, Double> classes = new LinkedHashMap<>();
      task.classes().forEach(each -> classes.put(each.name(), each.probability()));
      tasks.put(task.id(), classes);
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("path", image.toString());
    line.put("tasks", tasks);
    return Json.line(line);
  }

  private String table(Map<Path, List<TaskPrediction>> answers) {
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
