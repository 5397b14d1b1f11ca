package org.softcpt.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An image that was asked about.
 *
 * @param path as it is printed
 * @param problem of a folder that could not be listed, which then stands for its images
 */
record ListedImage(Path path, Optional<IOException> problem) {

  static ListedImage of(Path path) {
    return new ListedImage(path, Optional.empty());
  }
}
