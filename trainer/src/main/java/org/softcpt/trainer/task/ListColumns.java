package org.softcpt.trainer.task;

import java.util.Optional;

/**
 * Which column of a list means what.
 *
 * @param path of the image
 * @param label class of the image in the task; an entry without one is of other tasks
 * @param split what the image may be used for; not looked at where each split has a file
 * @param task if there is such a column, entries of other tasks are left out
 * @param taskValue what that column says of this task
 */
record ListColumns(
    String path, String label, String split, Optional<String> task, String taskValue) {

  static ListColumns read(YamlSection entry, String id)
      throws org.softcpt.models.io.InvalidInputException {
    if (!entry.has("columns")) {
      return new ListColumns("path", "label", "split", Optional.empty(), id);
    }
    YamlSection section =
        entry.inside("columns", entry.get("columns"), "path", "label", "split", "task");
    return new ListColumns(
        section.optionalText("path").orElse("path"),
        section.optionalText("label").orElse("label"),
        section.optionalText("split").orElse("split"),
        section.optionalText("task"),
        entry.optionalText("task").orElse(id));
  }
}
