package org.softcpt.trainer.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.softcpt.models.io.InvalidInputException;

/** The keys of a task that say where its images are. */
final class SourceKeys {

  /** Every key of a task. */
  static final String[] KEYS = {
    "id",
    "name",
    "folder",
    "template",
    "templates",
    "metric",
    "split",
    "classes",
    "list",
    "format",
    "columns",
    "splits",
    "images",
    "ending",
    "task"
  };

  private static final List<String> OF_FOLDERS = List.of("folder", "split");
  private static final List<String> OF_LISTS =
      List.of("format", "columns", "splits", "images", "ending", "task");

  private SourceKeys() {}

  static TaskSource source(YamlSection task, String id) throws InvalidInputException {
    refuse(task, task.has("list") ? OF_FOLDERS : OF_LISTS);
    ClassNames names = classes(task, id);
    if (task.has("list")) {
      String images = task.optionalText("images").orElse("");
      return new ListSource(
          id, ListKeys.format(task, id), images, task.optionalText("ending").orElse(""), names);
    }
    List<String> folders = task.has("folder") ? task.texts("folder") : List.of(id);
    return new FolderSource(id, folders, SplitRule.read(task), names);
  }

  private static void refuse(YamlSection task, List<String> others) throws InvalidInputException {
    for (String key : others) {
      if (task.has(key)) {
        throw task.problem(
            key,
            task.has("list") ? "is for folders, not for a list" : "is for a list, give 'list'");
      }
    }
  }

  private static ClassNames classes(YamlSection task, String id) throws InvalidInputException {
    if (task.isMapping("classes")) {
      YamlSection section = task.inside("classes", task.get("classes"), "file");
      return new ClassNames(id, Optional.of(section.text("file")), List.of());
    }
    List<ClassDefinition> classes = new ArrayList<>();
    for (JsonNode node : task.optionalList("classes")) {
      classes.add(node.isTextual() ? plain(node) : renamed(task, node, classes.size() + 1));
    }
    return new ClassNames(id, Optional.empty(), classes);
  }

  private static ClassDefinition plain(JsonNode node) {
    return new ClassDefinition(node.textValue(), node.textValue());
  }

  private static ClassDefinition renamed(YamlSection task, JsonNode node, int number)
      throws InvalidInputException {
    String key = task.has("list") ? "label" : "folder";
    YamlSection entry = task.inside("class " + number, node, key, "name");
    String id = entry.text(key);
    return new ClassDefinition(id, entry.optionalText("name").orElse(id));
  }
}
