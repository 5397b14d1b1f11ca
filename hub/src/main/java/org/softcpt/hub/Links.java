package org.softcpt.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Hard links where the file system has them: a folder of weights then costs no second disk. */
final class Links {

  private Links() {}

  /** Makes a second name for a file, or a copy of it; the target's folder is made if missing. */
  static void linkOrCopy(Path source, Path target) throws IOException {
    Files.createDirectories(target.toAbsolutePath().getParent());
    try {
      Files.createLink(target, source);
    } catch (UnsupportedOperationException | IOException e) { // no links, or another file system
      Files.copy(source, target);
    }
  }
}
