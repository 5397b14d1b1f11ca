package org.softcpt.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.softcpt.models.io.AtomicFile;

/** The embedded CLIP: a small real one, trained on drawn pictures (docs/demo-clip.md). */
public final class DemoWeights {

  private static final List<String> FILES =
      List.of(
          "config.json",
          "preprocessor_config.json",
          "vocab.json",
          "merges.txt",
          "model.safetensors");

  private DemoWeights() {}

  /**
   * Writes the weights as a Hugging Face CLIP folder: configuration, preprocessing, vocabulary and
   * {@code model.safetensors} in half precision.
   *
   * @param folder where to write; made if missing, files of the same names are replaced
   * @throws IOException if a file cannot be written
   */
  public static void write(Path folder) throws IOException {
    for (String name : FILES) {
      AtomicFile.write(folder.resolve(name), temporary -> copy("clip/" + name, temporary));
    }
  }

  private static void copy(String resource, Path target) throws IOException {
    try (InputStream stream = DemoWeights.class.getResourceAsStream(resource)) {
      Files.copy(Objects.requireNonNull(stream, () -> "missing resource " + resource), target);
    }
  }
}
