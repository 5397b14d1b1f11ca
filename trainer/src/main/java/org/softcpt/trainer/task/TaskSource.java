package org.softcpt.trainer.task;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a task's images and labels come from. A new way to write a list down is a {@link
 * ListFormat}, with its keys in {@link ListKeys}; another kind of source is a record here, with its
 * keys in {@link SourceKeys}. Nothing else changes: whatever it finds goes into the {@link
 * ImageTable}, which lets one image have labels in several tasks.
 */
sealed interface TaskSource permits FolderSource, ListSource {

  /** The folder or list, as the task file has it. */
  String place();

  /** The task's classes, in the labels' order. */
  List<ClassDefinition> classes(Path root) throws IOException;

  /** The task's name, if the source has it. */
  Optional<String> taskName(Path root) throws IOException;

  /** Adds every image with its split and label. */
  void scan(Path root, int task, ImageTable images) throws IOException;
}
