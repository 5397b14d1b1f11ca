package org.softcpt.cli;

import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The images of files and folders: a file whatever its name, of a folder with all its sub-folders
 * what ends like an image, in the order of names. Hidden files and folders are passed over. Links
 * are followed, but not to a folder that is being gone through. Remembers the names that are still
 * to come in one folder per level, nothing else.
 */
final class ImageTree implements Iterator<ListedImage> {

  /** Endings of the formats that are read, in small letters. */
  static final Set<String> ENDINGS =
      Set.of("jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "webp");

  /** A folder that is being gone through. */
  private record Level(Path folder, Path real, Queue<Path> names) {}

  private final Iterator<Path> operands;
  private final Deque<Level> levels = new ArrayDeque<>(); // innermost first
  private @Nullable ListedImage next;

  ImageTree(List<Path> operands) {
    this.operands = operands.iterator();
    next = find();
  }

  /** How many there are; looks at every name. */
  static long count(List<Path> operands) {
    long count = 0;
    for (ImageTree tree = new ImageTree(operands); tree.hasNext(); tree.next()) {
      count++;
    }
    return count;
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public ListedImage next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    ListedImage found = next;
    next = find();
    return found;
  }

  private @Nullable ListedImage find() {
    while (!levels.isEmpty() || operands.hasNext()) {
      Optional<ListedImage> found = levels.isEmpty() ? operand() : entry(levels.element());
      if (found.isPresent()) {
        return found.get();
      }
    }
    return null;
  }

  private Optional<ListedImage> operand() {
    Path path = operands.next();
    return Files.isDirectory(path) ? enter(path) : Optional.of(ListedImage.of(path));
  }

  private Optional<ListedImage> entry(Level level) {
    Path name = level.names().poll();
    if (name == null) {
      levels.remove();
      return Optional.empty();
    }
    Path path = level.folder().resolve(name);
    if (name.toString().startsWith(".")) {
      return Optional.empty();
    }
    if (Files.isDirectory(path)) {
      return enter(path);
    }
    return isImage(name.toString()) ? Optional.of(ListedImage.of(path)) : Optional.empty();
  }

  private Optional<ListedImage> enter(Path folder) {
    try {
      Path real = folder.toRealPath();
      if (levels.stream().noneMatch(level -> level.real().equals(real))) {
        levels.push(new Level(folder, real, names(folder)));
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(new ListedImage(folder, Optional.of(e)));
    }
  }

  /**
   * Names alone: a million whole paths would take twice the memory. Those that were taken are free.
   */
  private static Queue<Path> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(Path::getFileName).sorted().collect(toCollection(ArrayDeque::new));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean isImage(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }
}
