package org.softcpt.trainer.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.softcpt.models.io.InvalidInputException;

/**
 * A task file and the images it leads to.
 *
 * @param name what the user calls it; the file's name without its ending if the file does not say
 * @param root the folder that the images' paths start from
 * @param tasks the tasks, in the file's order
 * @param images by split, then by path; an image that several tasks name occurs once
 */
public record Dataset(String name, Path root, TaskSet tasks, List<LabelledImage> images) {

  /** Copies the images. */
  public Dataset {
    images = List.copyOf(images);
  }

  /**
   * Reads a task file and finds its images; opens none of them.
   *
   * <pre>{@code
   * name: plants                     # optional
   * root: .                          # optional, relative to this file
   * tasks:
   *   - id: grocery_fruit
   *     name: grocery fruit classification            # ends up in the task prompt
   *     folder: grocery_fruit                         # optional, the id by default
   *     template: a photo of a {}, a type of fruit.   # or templates: [...]; optional
   *     metric: overall_acc                           # or mean_acc; optional
   *     split: {train: "train_*", test: "test_*"}     # optional, see SplitRule
   *     classes:                                      # optional: every sub-folder by default
   *       - kiwi
   *       - {folder: passion_fruit, name: passion fruit}
   *   - id: pets
   *     name: pet breed classification
   *     list: split_zhou_OxfordPets.json              # instead of a folder; see docs/tasks.md
   *     images: images
   * }</pre>
   *
   * @param file the YAML file
   * @param root replaces the file's root
   * @return tasks and images
   * @throws InvalidInputException if the file is not such a file, a folder is missing, or a class
   *     has no training or no test image; the message names file, task and key
   * @throws IOException if reading fails
   */
  public static Dataset read(Path file, Optional<Path> root) throws IOException {
    TaskFile tasks = open(file);
    Path folder = root(file, tasks, root);
    return named(file, () -> tasks.load(folder));
  }

  static TaskFile open(Path file) throws IOException {
    return named(file, () -> TaskFile.read(file));
  }

  static Path root(Path file, TaskFile tasks, Optional<Path> root) throws InvalidInputException {
    Path folder = root.orElse(tasks.root());
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException(file + ": root: no such folder: " + folder);
    }
    return folder;
  }

  private static <T> T named(Path file, Reading<T> reading) throws IOException {
    try {
      return reading.get();
    } catch (IllegalArgumentException | InvalidInputException e) { // the first: a record's check
      throw new InvalidInputException(file + ": " + e.getMessage(), e);
    }
  }

  private interface Reading<T> {
    T get() throws IOException;
  }
}
