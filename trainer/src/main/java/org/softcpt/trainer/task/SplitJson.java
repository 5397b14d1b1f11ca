package org.softcpt.trainer.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;

/**
 * A file {@code {"train": [[path, ...], ...], "val": ..., "test": ...}}, as CoOp and SoftCPT write.
 *
 * @param file relative to the root, for messages
 * @param root the whole content
 * @param items of all splits, in the order train, val, test
 */
record SplitJson(String file, JsonNode root, List<Item> items) {

  /**
   * One image.
   *
   * @param where for messages, e.g. {@code train[3]}
   * @param split the list it stands in
   * @param node three elements, the first a text
   */
  record Item(String where, Split split, JsonNode node) {}

  static SplitJson read(Path root, String file) throws IOException {
    Path path = root.resolve(file);
    if (!Files.isRegularFile(path)) {
      throw new InvalidInputException(file + ": no such file: " + path);
    }
    JsonNode content = Json.read(path);
    List<Item> items = new ArrayList<>();
    for (Split split : Split.values()) {
      JsonNode list = content.path(split.key());
      if (!list.isArray()) {
        throw new InvalidInputException("%s: %s: expected a list".formatted(file, split.key()));
      }
      for (int number = 0; number < list.size(); number++) {
        String where = "%s[%d]".formatted(split.key(), number);
        items.add(checked(new Item(where, split, list.get(number)), file));
      }
    }
    return new SplitJson(file, content, List.copyOf(items));
  }

  InvalidInputException problem(Item item, String message) {
    return new InvalidInputException("%s: %s: %s".formatted(file, item.where(), message));
  }

  private static Item checked(Item item, String file) throws InvalidInputException {
    if (!item.node().isArray() || item.node().size() != 3 || !item.node().get(0).isTextual()) {
      throw new InvalidInputException(
          "%s: %s: expected [path, label, ...] of 3, found %s"
              .formatted(file, item.where(), shown(item.node())));
    }
    return item;
  }

  private static String shown(JsonNode node) {
    String text = node.toString();
    return text.length() > 60 ? text.substring(0, 60) + "..." : text;
  }
}
