package org.softcpt.models;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The small models of every layout that {@code tools/golden_weights.py} saved. */
public final class GoldenWeights {

  private GoldenWeights() {}

  /** Copies a layout's folder, unpacking what is compressed; returns the target. */
  public static Path unpack(String layout, Path target) throws IOException {
    try (Stream<Path> files = Files.list(Golden.path("weights/" + layout))) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".gz")) {
          try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            Files.copy(in, target.resolve(name.substring(0, name.length() - 3)));
          }
        } else {
          Files.copy(file, target.resolve(name));
        }
      }
    }
    return target;
  }
}
