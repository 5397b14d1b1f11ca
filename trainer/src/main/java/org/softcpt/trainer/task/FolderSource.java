package org.softcpt.trainer.task;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.softcpt.models.io.InvalidInputException;

/**
 * One folder per class: {@code <root>/<folder>/<class folder>/<image>}.
 *
 * @param id the task, for messages
 * @param folders relative to the root, each with class folders; one or more; copied
 * @param rule sorts images into splits
 * @param names the classes the user lists; none means every sub-folder, by name
 */
record FolderSource(String id, List<String> folders, SplitRule rule, ClassNames names)
    implements TaskSource {

  private static final Set<String> ENDINGS =
      Set.of("jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "webp");

  FolderSource {
    folders = List.copyOf(folders);
  }

  @Override
  public String place() {
    return String.join(" + ", folders);
  }

  @Override
  public List<ClassDefinition> classes(Path root) throws IOException {
    for (String folder : folders) {
      requireFolder(root.resolve(folder), "folder");
    }
    List<ClassDefinition> listed = names.read(root);
    for (ClassDefinition each : listed) {
      if (present(root, each).isEmpty()) {
        requireFolder(root.resolve(folders.get(0)).resolve(each.id()), "classes");
      }
    }
    return listed.isEmpty() ? found(root) : listed;
  }

  @Override
  public Optional<String> taskName(Path root) {
    return Optional.empty();
  }

  @Override
  public void scan(Path root, int task, ImageTable images) throws IOException {
    List<ClassDefinition> classes = classes(root);
    for (int label = 0; label < classes.size(); label++) {
      String id = classes.get(label).id();
      for (String folder : present(root, classes.get(label))) {
        for (Map.Entry<String, Split> image : splits(root.resolve(folder).resolve(id), id)) {
          String path = String.join("/", folder, id, image.getKey());
          images.add(path, image.getValue(), task, label, Optional.empty());
        }
      }
    }
  }

  /** The folders that have the class. */
  private List<String> present(Path root, ClassDefinition each) {
    return folders.stream()
        .filter(folder -> Files.isDirectory(root.resolve(folder).resolve(each.id())))
        .toList();
  }

  private Set<Map.Entry<String, Split>> splits(Path base, String classId) throws IOException {
    List<String> images = imageNames(base);
    if (rule.shares().isPresent()) {
      return rule.shares().get().splits(id, classId, images).entrySet();
    }
    Map<String, Split> splits = new LinkedHashMap<>();
    for (String name : images) {
      splitOf(base, name).ifPresent(split -> splits.put(name, split));
    }
    return splits.entrySet();
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

  private List<ClassDefinition> found(Path root) throws IOException {
    Set<String> names = new TreeSet<>();
    for (String folder : folders) {
      try (Stream<Path> children = Files.list(root.resolve(folder))) {
        children
            .filter(Files::isDirectory)
            .map(child -> child.getFileName().toString())
            .filter(name -> !name.startsWith("."))
            .forEach(names::add);
      }
    }
    return names.stream().map(name -> new ClassDefinition(name, name)).toList();
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
