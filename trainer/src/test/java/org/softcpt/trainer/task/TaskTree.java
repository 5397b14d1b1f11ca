package org.softcpt.trainer.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A folder of empty image files and a task file over it; nothing here opens the images. */
final class TaskTree {

  private final Path root;

  TaskTree(Path root) {
    this.root = root;
  }

  TaskTree image(String path) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
    return this;
  }

  /** One training and one test image for each class folder, e.g. {@code fruit/kiwi}. */
  TaskTree classes(String... folders) throws IOException {
    for (String folder : folders) {
      image(folder + "/train_001.jpg").image(folder + "/test_001.jpg");
    }
    return this;
  }

  Dataset read(String yaml) throws IOException {
    return Dataset.read(Files.writeString(root.resolve("tasks.yaml"), yaml), Optional.empty());
  }
}
