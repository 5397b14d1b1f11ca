package org.softcpt.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.softcpt.models.io.Json;
import org.softcpt.runtime.ClassProbability;
import org.softcpt.runtime.TaskPrediction;

/** How answers are written to a file. */
enum AnswerFormat {
  /** A row per image, task and class, likeliest first; a row per image that cannot be read. */
  CSV(1) {
    @Override
    String header() {
      return "path,task,class,probability,error" + LINE_END;
    }

    @Override
    String text(Answer answer, int top) {
      if (answer.problem().isPresent()) {
        return row(answer.image().toString(), "", "", "", answer.reason());
      }
      StringBuilder rows = new StringBuilder();
      for (TaskPrediction task : answer.tasks()) {
        for (ClassProbability each : task.top(top)) {
          String probability = Float.toString((float) each.probability());
          rows.append(row(answer.image().toString(), task.id(), each.name(), probability, ""));
        }
      }
      return rows.toString();
    }
  },

  /** An object per image. */
  JSONL(Integer.MAX_VALUE) {
    @Override
    String header() {
      return "";
    }

    @Override
    String text(Answer answer, int top) {
      return json(answer, top) + "\n";
    }
  };

  /** What RFC 4180 wants. */
  private static final String LINE_END = "\r\n";

  private final int usualTop;

  AnswerFormat(int usualTop) {
    this.usualTop = usualTop;
  }

  /** Classes per task if nobody says how many. */
  int usualTop() {
    return usualTop;
  }

  /** What a file begins with. */
  abstract String header();

  /** One answer, with its line ends. */
  abstract String text(Answer answer, int top);

  /** The format that a file's name asks for. */
  static AnswerFormat of(Path file) throws UsageException {
    String name = file.toString().toLowerCase(Locale.ROOT);
    for (AnswerFormat format : values()) {
      if (name.endsWith("." + format.name().toLowerCase(Locale.ROOT))) {
        return format;
      }
    }
    throw new UsageException(
        "--out takes a file ending in .csv or .jsonl, not '%s'".formatted(file));
  }

  /**
   * An object with path and, per task, probabilities by class: all in the task's order, or the
   * likeliest; or with path and error.
   */
  static String json(Answer answer, int top) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("path", answer.image().toString());
    if (answer.problem().isPresent()) {
      line.put("error", answer.reason());
      return Json.line(line);
    }
    Map<String, Map<String, Double>> tasks = new LinkedHashMap<>();
    for (TaskPrediction task : answer.tasks()) {
      Map<String, Double> classes = new LinkedHashMap<>();
      List<ClassProbability> shown = top < task.classes().size() ? task.top(top) : task.classes();
      shown.forEach(each -> classes.put(each.name(), each.probability()));
      tasks.put(task.id(), classes);
    }
    line.put("tasks", tasks);
    return Json.line(line);
  }

  private static String row(String... fields) {
    return Stream.of(fields).map(AnswerFormat::quoted).collect(Collectors.joining(",")) + LINE_END;
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
