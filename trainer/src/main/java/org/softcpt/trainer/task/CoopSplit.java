package org.softcpt.trainer.task;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.softcpt.models.io.InvalidInputException;

/**
 * CoOp's {@code split_zhou_*.json}: {@code [path, label, class name]} by split, of one task.
 *
 * @param key the file, relative to the root
 * @see <a href="https://github.com/KaiyangZhou/CoOp">CoOp</a>
 */
record CoopSplit(String key) implements ListFormat {

  @Override
  public List<ClassDefinition> classes(Path root) throws IOException {
    SplitJson json = SplitJson.read(root, key);
    TreeMap<Integer, String> names = new TreeMap<>();
    for (SplitJson.Item item : json.items()) {
      int label = label(json, item);
      String name = name(json, item);
      String earlier = names.putIfAbsent(label, name);
      if (earlier != null && !earlier.equals(name)) {
        throw json.problem(
            item, "label %d is '%s', and '%s' before".formatted(label, name, earlier));
      }
    }
    if (!names.isEmpty() && names.lastKey() != names.size() - 1) { // a gap would shift all labels
      int missing = 0;
      while (names.containsKey(missing)) {
        missing++;
      }
      throw new InvalidInputException(
          "%s: labels go up to %d, but none is %d".formatted(key, names.lastKey(), missing));
    }
    return names.values().stream().map(name -> new ClassDefinition(name, name)).toList();
  }

  @Override
  public Optional<String> taskName(Path root) {
    return Optional.empty();
  }

  @Override
  public List<ListRow> rows(Path root) throws IOException {
    SplitJson json = SplitJson.read(root, key);
    List<ListRow> rows = new ArrayList<>();
    for (SplitJson.Item item : json.items()) {
      String path = item.node().get(0).textValue();
      rows.add(new ListRow(item.where(), rows.size(), path, item.split(), name(json, item)));
    }
    return rows;
  }

  private static int label(SplitJson json, SplitJson.Item item) throws InvalidInputException {
    if (!item.node().get(1).isInt() || item.node().get(1).intValue() < 0) {
      throw json.problem(item, "expected a label from 0, found " + item.node().get(1));
    }
    return item.node().get(1).intValue();
  }

  private static String name(SplitJson json, SplitJson.Item item) throws InvalidInputException {
    if (!item.node().get(2).isTextual() || item.node().get(2).textValue().isBlank()) {
      throw json.problem(item, "expected a class name, found " + item.node().get(2));
    }
    return item.node().get(2).textValue();
  }
}
