package org.softcpt.trainer.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.softcpt.models.io.InvalidInputException;

/** One task of a task file; its source says which classes it has. */
record TaskEntry(String id, String name, List<String> templates, Metric metric, TaskSource source) {

  private static final String[] KEYS = {
    "id", "name", "folder", "template", "templates", "metric", "split", "classes"
  };

  static TaskEntry read(JsonNode node, int number) throws InvalidInputException {
    JsonNode label = node.path("id"); // read before the keys are checked, so that errors have it
    String place = "task " + (label.isTextual() ? "'" + label.textValue() + "'" : number);
    YamlSection task = YamlSection.of(node, place, KEYS);
    String id = task.text("id");
    String name = task.text("name");
    String folder = task.optionalText("folder").orElse(id);
    SplitRule rule = SplitRule.read(task);
    return new TaskEntry(
        id, name, templates(task), metric(task), new FolderSource(id, folder, rule, classes(task)));
  }

  TaskDefinition define(Path root) throws IOException {
    List<ClassDefinition> found = source.classes(root);
    return new TaskDefinition(id, name, found, templates, metric);
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

  private static List<ClassDefinition> classes(YamlSection task) throws InvalidInputException {
    List<ClassDefinition> classes = new ArrayList<>();
    for (JsonNode node : task.optionalList("classes")) {
      if (node.isTextual()) {
        classes.add(new ClassDefinition(node.textValue(), node.textValue()));
      } else {
        YamlSection entry = task.inside("class " + (classes.size() + 1), node, "folder", "name");
        String folder = entry.text("folder");
        classes.add(new ClassDefinition(folder, entry.optionalText("name").orElse(folder)));
      }
    }
    return List.copyOf(classes);
  }
}
