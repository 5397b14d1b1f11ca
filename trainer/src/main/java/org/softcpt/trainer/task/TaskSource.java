package org.softcpt.trainer.task;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a task's images and labels come from. To add a kind (a CSV list, JSON lines): a record
 * here, its keys in {@link TaskEntry}, and nothing else: whatever it finds goes into the {@link
 * ImageTable}, which lets one image have labels in several tasks.
 */
sealed interface TaskSource permits FolderSource {

  /** The task's classes, in the labels' order. */
  List<ClassDefinition> classes(Path root) throws IOException;

  /** Adds every image with its split and label. */
  void scan(Path root, int task, ImageTable images) throws IOException;
}
