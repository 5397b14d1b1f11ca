package org.softcpt.trainer.task;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.softcpt.models.io.InvalidInputException;

/**
 * Where a task's name stands: in the task file, in a file of one line, or in the list of images.
 *
 * @param id the task, for messages
 * @param text the name, if the task file has it
 * @param file relative to the root, if it stands there
 */
record TaskName(String id, Optional<String> text, Optional<String> file) {

  /** Reads {@code name: TEXT} or {@code name: {file: FILE}}; SoftCPT's lists may have it. */
  static TaskName read(YamlSection task, String id, TaskSource source)
      throws InvalidInputException {
    if (task.isMapping("name")) {
      YamlSection section = task.inside("name", task.get("name"), "file");
      return new TaskName(id, Optional.empty(), Optional.of(section.text("file")));
    }
    boolean listed = source instanceof ListSource list && list.format() instanceof SoftCptSplit;
    Optional<String> text = listed ? task.optionalText("name") : Optional.of(task.text("name"));
    return new TaskName(id, text, Optional.empty());
  }

  String read(Path root, TaskSource source) throws IOException {
    if (text.isPresent()) {
      return text.get();
    }
    return file.isPresent() ? ofFile(root) : source.taskName(root).orElseThrow();
  }

  private String ofFile(Path root) throws IOException {
    String place = "task '%s': name: %s".formatted(id, file.get());
    List<TextLines.Line> lines = TextLines.of(root.resolve(file.get()), place);
    if (lines.size() != 1) {
      throw new InvalidInputException(place + ": expected one line, found " + lines.size());
    }
    return lines.get(0).text();
  }
}
