package org.softcpt.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a pull leaves.
 *
 * @param folder the model folder in the cache
 * @param manifest what is in it
 * @param downloaded bytes that came over the network
 */
public record PulledModel(Path folder, PullManifest manifest, long downloaded) {

  /**
   * The size of the folder's files.
   *
   * @return bytes
   */
  public long size() {
    return manifest.files().values().stream().mapToLong(PullManifest.Entry::size).sum();
  }

  /**
   * Fills another folder with the model's files. Large files become further names of the cache's
   * where the file system allows it; settings are copied, because people edit them.
   *
   * @param target an empty folder
   * @throws IOException if a file cannot be written
   */
  public void copyTo(Path target) throws IOException {
    for (var file : manifest.files().entrySet()) {
      Path source = folder.resolve(file.getKey());
      Path copy = target.resolve(file.getKey());
      if (file.getValue().size() > LARGEST_SETTINGS) {
        Links.linkOrCopy(source, copy);
      } else {
        Files.createDirectories(copy.getParent());
        Files.copy(source, copy);
      }
    }
    Files.copy(folder.resolve(PullManifest.FILE), target.resolve(PullManifest.FILE));
  }

  private static final long LARGEST_SETTINGS = 10_000_000;
}
