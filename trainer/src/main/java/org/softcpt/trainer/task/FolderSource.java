package org.softcpt.trainer.task;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.softcpt.models.io.InvalidInputException;

/**
 * One folder per class: {@code <root>/<folder>/<class folder>/<image>}.
 *
 * @param id the task, for messages
 * @param folder relative to the root
 * @param rule sorts images into splits
 * @param listed the classes the user lists; none means every sub-folder, by name
 */
record FolderSource(String id, String folder, SplitRule rule, List<ClassDefinition> listed)
    implements TaskSource {

  private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "png", "gif", "bmp");

  @Override
  public List<ClassDefinition> classes(Path root) throws IOException {
    Path base = root.resolve(folder);
    requireFolder(base, "folder");
    for (ClassDefinition each : listed) {
      requireFolder(base.resolve(each.id()), "classes");
    }
    return listed.isEmpty() ? found(base) : listed;
  }

  @Override
  public void scan(Path root, int task, ImageTable images) throws IOException {
    List<ClassDefinition> classes = classes(root);
    for (int label = 0; label < classes.size(); label++) {
      Path base = root.resolve(folder).resolve(classes.get(label).id());
      for (String name : imageNames(base)) {
        Optional<Split> split = splitOf(base, name);
        if (split.isPresent()) {
          String path = String.join("/", folder, classes.get(label).id(), name);
          images.add(path, split.get(), task, label);
        }
      }
    }
  }

  private Optional<Split> splitOf(Path base, String name) throws InvalidInputException {
    Set<Split> splits = rule.splits(name);
    if (splits.size() > 1) {
      throw new InvalidInputException(
          "task '%s': split: %s is in more than one: %s".formatted(id, base.resolve(name), splits));
    }
    return splits.stream().findFirst();
  }

  private void requireFolder(Path path, String key) throws InvalidInputException {
    if (!Files.isDirectory(path)) {
      throw new InvalidInputException("task '%s': %s: no such folder: %s".formatted(id, key, path));
    }
  }

  private static List<ClassDefinition> found(Path base) throws IOException {
    try (Stream<Path> children = Files.list(base)) {
      return children
          .filter(Files::isDirectory)
          .map(child -> child.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .map(name -> new ClassDefinition(name, name))
          .toList();
    }
  }

  /** Relative to the class folder, with forward slashes, sorted. */
  private List<String> imageNames(Path base) throws IOException {
    try (Stream<Path> files = Files.walk(base, FileVisitOption.FOLLOW_LINKS)) {
      return files
          .filter(FolderSource::isImage)
          .map(file -> base.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) { // a link that leads back, or a folder we may not read
      throw new InvalidInputException(
          "task '%s': folder: cannot be read: %s".formatted(id, e.getCause().getMessage()), e);
    }
  }

  /** Leaves out hidden files: archives made on a Mac hold a hidden twin of every image. */
  private static boolean isImage(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    String ending = name.substring(name.lastIndexOf('.') + 1);
    return !name.startsWith(".") && ENDINGS.contains(ending) && Files.isRegularFile(file);
  }
}
