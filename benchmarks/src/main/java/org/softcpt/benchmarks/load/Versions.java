package org.softcpt.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.softcpt.models.folder.BundleManifest;

/**
 * Versions of a bundle that take turns in the folder that is served: a reload that finds nothing
 * new would do nothing.
 *
 * @param served the folder; its files are replaced
 * @param folders the versions, which must give the same answers
 */
record Versions(Path served, List<Path> folders) {

  /** Puts a version into the served folder, its manifest last. */
  void install(long number) throws IOException {
    Path version = folders.get((int) (number % folders.size()));
    try (Stream<Path> files = Files.list(version)) {
      for (Path file : files.filter(Versions::isContent).toList()) {
        replace(file);
      }
    }
    replace(version.resolve(BundleManifest.FILE));
  }

  private static boolean isContent(Path file) {
    return Files.isRegularFile(file) && !file.endsWith(BundleManifest.FILE);
  }

  private void replace(Path file) throws IOException {
    Path temporary = served.resolve("installing");
    Files.copy(file, temporary, StandardCopyOption.REPLACE_EXISTING);
    Files.move(temporary, served.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
  }
}
