package org.softcpt.trainer.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.softcpt.models.folder.VersionedJson;
import org.softcpt.models.io.AtomicFile;
import org.softcpt.models.io.InvalidInputException;

/**
 * The folder of a cache while it is built: locked against a second builder, begun by {@value
 * #BEGUN} with the inputs, completed by {@value CacheManifest#FILE}. Whatever a killed run left is
 * either a whole file or a temporary one that the next run removes.
 */
final class BuildFolder implements AutoCloseable {

  static final String BEGUN = "building.json";

  private static final String FORMAT = "softcpt-cache-inputs";
  private static final int VERSION = 1;
  private static final String LOCK = ".lock";
  private static final String SHARDS = "shards";

  private final Path folder;
  private final FileChannel lock;

  private BuildFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Takes a folder for these inputs.
   *
   * @throws InvalidInputException if it holds something else, was begun or finished with other
   *     inputs, or another process builds in it
   */
  static BuildFolder claim(Path folder, CacheInputs inputs) throws IOException {
    requireCacheOrEmpty(folder);
    Files.createDirectories(folder.resolve(SHARDS));
    BuildFolder claimed = new BuildFolder(folder, lock(folder));
    try {
      claimed.removeTemporaryFiles();
      claimed.begin(inputs);
      return claimed;
    } catch (IOException | RuntimeException e) {
      claimed.close();
      throw e;
    }
  }

  /** Whether a folder holds a build that was not finished. */
  static boolean isBegun(Path folder) {
    return Files.exists(folder.resolve(BEGUN));
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** What an earlier run finished here. */
  Optional<CacheManifest> finished() throws IOException {
    return Files.exists(file(CacheManifest.FILE))
        ? Optional.of(CacheManifest.read(folder))
        : Optional.empty();
  }

  void finish(CacheManifest manifest, String samples, String skipped) throws IOException {
    AtomicFile.writeText(file(CacheManifest.SAMPLES), samples);
    AtomicFile.writeText(file(CacheManifest.SKIPPED), skipped);
    manifest.write(folder);
    Files.deleteIfExists(file(BEGUN));
  }

  /** Lets others in. The lock's file stays: removing it would let two processes lock two files. */
  @Override
  public void close() throws IOException {
    lock.close();
  }

  private void begin(CacheInputs inputs) throws IOException {
    Optional<CacheInputs> earlier = finished().map(CacheManifest::inputs);
    if (earlier.isEmpty() && isBegun(folder)) {
      earlier = Optional.of(VersionedJson.read(file(BEGUN), FORMAT, VERSION, CacheInputs.class));
    }
    if (earlier.isEmpty()) {
      VersionedJson.write(file(BEGUN), FORMAT, VERSION, inputs);
      return;
    }
    Optional<String> difference = earlier.get().difference(inputs);
    if (difference.isPresent()) {
      throw new InvalidInputException(
          "cache %s was made from other inputs (%s): use another folder, or delete this one"
              .formatted(folder, difference.get()));
    }
  }

  private void removeTemporaryFiles() throws IOException {
    for (Path place : List.of(folder, file(SHARDS))) {
      for (Path path : children(place)) {
        if (path.getFileName().toString().matches("\\..*\\.tmp-\\d+")) {
          Files.deleteIfExists(path);
        }
      }
    }
  }

  private static void requireCacheOrEmpty(Path folder) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new InvalidInputException(folder + ": expected a folder for the cache, found a file");
    }
    boolean known =
        !Files.exists(folder)
            || isBegun(folder)
            || Files.exists(folder.resolve(CacheManifest.FILE));
    if (!known && children(folder).stream().anyMatch(BuildFolder::isForeign)) {
      throw new InvalidInputException(
          folder + ": expected an empty folder or a feature cache, found other files");
    }
  }

  /** A run killed in its first instant leaves a lock, a temporary file, an empty folder. */
  private static boolean isForeign(Path path) {
    String name = path.getFileName().toString();
    return !name.equals(SHARDS) && !name.startsWith(".");
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.toList();
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      throw new InvalidInputException(
          "cache %s: another process is building it: wait for it or stop it".formatted(folder));
    }
    return channel;
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) { // held by another thread of this process
      return null;
    }
  }
}
