package org.softcpt.trainer.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.softcpt.models.io.InvalidInputException;

/**
 * The published SoftCPT code's {@code split_dk_*.json}: {@code [path, [labels], [tasks]]} by split,
 * and in {@code meta} names of tasks ({@code taskid2tname}) and classes ({@code taskid2cname}).
 *
 * @param key the file, relative to the root
 * @param task which of its tasks, from 0
 * @see <a href="https://github.com/kding1225/softcpt">SoftCPT</a>
 */
record SoftCptSplit(String key, int task) implements ListFormat {

  @Override
  public List<ClassDefinition> classes(Path root) throws IOException {
    return classes(SplitJson.read(root, key));
  }

  @Override
  public Optional<String> taskName(Path root) throws IOException {
    JsonNode name = meta(SplitJson.read(root, key), "taskid2tname");
    if (!name.isTextual()) {
      throw problem("taskid2tname", "expected a text, found " + name.getNodeType());
    }
    return Optional.of(name.textValue());
  }

  @Override
  public List<ListRow> rows(Path root) throws IOException {
    SplitJson json = SplitJson.read(root, key);
    List<ClassDefinition> classes = classes(json);
    List<ListRow> rows = new ArrayList<>();
    int order = 0;
    for (SplitJson.Item item : json.items()) {
      Optional<Integer> label = label(json, item, classes.size());
      if (label.isPresent()) {
        String path = item.node().get(0).textValue();
        String id = classes.get(label.get()).id();
        rows.add(new ListRow(item.where(), order, path, item.split(), id));
      }
      order++;
    }
    if (rows.isEmpty()) {
      throw new InvalidInputException("%s: no image of task %d".formatted(key, task));
    }
    return rows;
  }

  private Optional<Integer> label(SplitJson json, SplitJson.Item item, int classes)
      throws InvalidInputException {
    JsonNode labels = item.node().get(1);
    JsonNode tasks = item.node().get(2);
    if (!labels.isArray() || !tasks.isArray() || labels.size() != tasks.size()) {
      throw json.problem(item, "expected as many labels as tasks, found " + labels + ", " + tasks);
    }
    Optional<Integer> found = Optional.empty();
    for (int i = 0; i < tasks.size(); i++) {
      if (!tasks.get(i).isInt() || !labels.get(i).isInt()) {
        throw json.problem(item, "expected numbers, found " + labels + ", " + tasks);
      }
      if (tasks.get(i).intValue() == task) {
        int label = labels.get(i).intValue();
        if (label < 0 || label >= classes || found.isPresent()) {
          throw json.problem(
              item,
              "task %d: expected one label below %d, found %s".formatted(task, classes, labels));
        }
        found = Optional.of(label);
      }
    }
    return found;
  }

  private List<ClassDefinition> classes(SplitJson json) throws InvalidInputException {
    List<ClassDefinition> classes = new ArrayList<>();
    for (JsonNode name : meta(json, "taskid2cname")) {
      if (!name.isTextual() || name.textValue().isBlank()) {
        throw problem("taskid2cname", "expected class names, found " + name);
      }
      classes.add(new ClassDefinition(name.textValue(), name.textValue()));
    }
    if (classes.isEmpty()) {
      throw problem("taskid2cname", "expected a list of class names");
    }
    return classes;
  }

  private JsonNode meta(SplitJson json, String name) throws InvalidInputException {
    JsonNode list = json.root().path("meta").path(name);
    if (!list.isArray() || list.size() <= task) {
      throw problem(
          name, "expected an entry for the task, found %d entries".formatted(list.size()));
    }
    return list.get(task);
  }

  private InvalidInputException problem(String name, String message) {
    return new InvalidInputException("%s: meta.%s[%d]: %s".formatted(key, name, task, message));
  }
}
