package org.softcpt.cli.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.softcpt.models.io.InvalidInputException;

/**
 * What a path turned out to be.
 *
 * @param kind one of {@code clip-weights}, {@code model}, {@code cache}, {@code bundle}, {@code
 *     run}, {@code experiment}, {@code onnx}, {@code safetensors}
 * @param title the kind in words
 * @param facts what is worth knowing about it
 */
public record Inspection(String kind, String title, Facts facts) {

  /**
   * The first that matches is taken: a run holds a config.json as weights do, so it comes first.
   */
  private static final List<Kind> KINDS =
      List.of(
          new ModelKind(),
          new BundleKind(),
          new CacheKind(),
          new RunKind(),
          new ExperimentKind(),
          new WeightsKind(),
          new OnnxKind(),
          new SafetensorsKind());

  /**
   * Recognises and reads an artefact.
   *
   * @param path a file or folder
   * @return what it is
   * @throws InvalidInputException if it is missing, of no known kind, or broken
   * @throws IOException if reading fails
   */
  public static Inspection of(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new InvalidInputException(path + ": no such file or folder");
    }
    for (Kind kind : KINDS) {
      if (kind.matches(path)) {
        return new Inspection(kind.id(), kind.title(), kind.describe(path));
      }
    }
    String known = KINDS.stream().map(Kind::sign).collect(Collectors.joining(", "));
    throw new InvalidInputException(path + ": not recognised; looked for " + known);
  }
}
