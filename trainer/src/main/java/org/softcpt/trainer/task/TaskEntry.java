package org.softcpt.trainer.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.softcpt.models.io.InvalidInputException;

/** One task of a task file; its source says which classes it has. */
record TaskEntry(
    String id, TaskName name, List<String> templates, Metric metric, TaskSource source) {

  static TaskEntry read(JsonNode node, int number) throws InvalidInputException {
    JsonNode label = node.path("id"); // read before the keys are checked, so that errors have it
    String place = "task " + (label.isTextual() ? "'" + label.textValue() + "'" : number);
    YamlSection task = YamlSection.of(node, place, SourceKeys.KEYS);
    String id = task.text("id");
    TaskSource source = SourceKeys.source(task, id);
    TaskName name = TaskName.read(task, id, source);
    return new TaskEntry(id, name, templates(task), metric(task), source);
  }

  TaskDefinition define(Path root) throws IOException {
    String text = name.read(root, source);
    return new TaskDefinition(id, text, source.classes(root), templates, metric);
  }

  private static List<String> templates(YamlSection task) throws InvalidInputException {
    Optional<String> one = task.optionalText("template");
    List<String> many = task.texts("templates");
    if (one.isPresent() && !many.isEmpty()) {
      throw task.problem("template", "give template or templates, not both");
    }
    return many.isEmpty() ? List.of(one.orElse(TaskDefinition.DEFAULT_TEMPLATE)) : many;
  }

  private static Metric metric(YamlSection task) throws InvalidInputException {
    String key = task.optionalText("metric").orElse(Metric.OVERALL_ACC.key());
    Optional<Metric> metric = Metric.ofKey(key);
    if (metric.isEmpty()) {
      throw task.problem("metric", "expected %s, found '%s'".formatted(Metric.knownKeys(), key));
    }
    return metric.get();
  }
}
