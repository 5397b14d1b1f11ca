package org.softcpt.models.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * A model folder or bundle whose files are checked against the manifest before they are used, each
 * once: the training graphs share one weight file, and digesting it again for each of them would
 * cost {@linkplain FileDigests#verify(Path) a quarter of a second} every time. A file that changes
 * after its check is not noticed. Safe for concurrent use.
 */
public final class VerifiedFolder {

  private final Path folder;
  private final FileDigests files;
  private final Set<String> verified = new HashSet<>();

  /**
   * Wraps a folder; reads nothing yet.
   *
   * @param folder where the files lie
   * @param files what its manifest lists
   */
  public VerifiedFolder(Path folder, FileDigests files) {
    this.folder = folder;
    this.files = files;
  }

  /**
   * The folder itself.
   *
   * @return its path
   */
  public Path folder() {
    return folder;
  }

  /**
   * What the manifest lists.
   *
   * @return names and digests
   */
  public FileDigests files() {
    return files;
  }

  /**
   * A file whose content is what the manifest says. The first call per file reads it.
   *
   * @param name its name relative to the folder
   * @return its path
   * @throws org.softcpt.models.io.InvalidInputException if the file is missing or was changed
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if the manifest does not list it
   */
  public synchronized Path file(String name) throws IOException {
    if (!verified.contains(name)) {
      files.verify(folder, name);
      verified.add(name);
    }
    return folder.resolve(name);
  }
}
