package org.softcpt.runtime;

import java.io.IOException;
import java.nio.file.Path;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.folder.VerifiedFolder;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.models.tokenizer.ClipTokenizer;

/**
 * An exported model: its manifest, and its parts on demand. Each file's digest is checked when it
 * is first used. Holds nothing that needs closing; what it opens does.
 */
public final class ModelFolder {

  private final ModelManifest manifest;
  private final VerifiedFolder files;

  private ModelFolder(ModelManifest manifest, VerifiedFolder files) {
    this.manifest = manifest;
    this.files = files;
  }

  /**
   * Reads the manifest only.
   *
   * @param folder what {@code softcpt export} wrote
   * @return the model
   * @throws org.softcpt.models.io.InvalidInputException if the manifest is missing or wrong
   * @throws IOException if reading fails
   */
  public static ModelFolder open(Path folder) throws IOException {
    ModelManifest manifest = ModelManifest.read(folder);
    return new ModelFolder(manifest, new VerifiedFolder(folder, manifest.files()));
  }

  /**
   * What the model is.
   *
   * @return its manifest
   */
  public ModelManifest manifest() {
    return manifest;
  }

  /**
   * Opens one of the model's graphs.
   *
   * @param graph its file name, e.g. {@link ModelManifest#CLASS_SEGMENT}
   * @param options how to run
   * @return the session; the caller closes it
   * @throws org.softcpt.models.io.InvalidInputException if a file is missing or damaged
   * @throws IOException if reading fails
   */
  public GraphSession session(String graph, SessionOptions options) throws IOException {
    return GraphSession.open(files, graph, options);
  }

  /**
   * Opens the image encoder.
   *
   * @param options how to run
   * @return the encoder; the caller closes it
   * @throws org.softcpt.models.io.InvalidInputException if a file is missing or damaged
   * @throws IOException if reading fails
   */
  public ImageEncoder imageEncoder(SessionOptions options) throws IOException {
    return OnnxImageEncoder.open(files, options);
  }

  /**
   * Opens the image encoder that gives features of places too.
   *
   * @param options how to run
   * @return the encoder, T·D wide: the image's feature, then those of T - 1 places; the caller
   *     closes it
   * @throws org.softcpt.models.io.InvalidInputException if a file is missing or damaged, or the
   *     model was exported without this graph
   * @throws IOException if reading fails
   */
  public ImageEncoder localEncoder(SessionOptions options) throws IOException {
    requireLocalEncoder();
    return OnnxImageEncoder.open(
        files, ModelManifest.LOCAL_ENCODER, options, OnnxImageEncoder.DEFAULT_BATCH);
  }

  /**
   * Names what cached local features depend on.
   *
   * @return 64 hexadecimal digits
   * @throws InvalidInputException if the model was exported without this graph
   */
  public String requireLocalEncoder() throws InvalidInputException {
    return manifest
        .localEncoderDigest()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "%s: the model has no %s, which local features need: export it again"
                        .formatted(files.folder(), ModelManifest.LOCAL_ENCODER)));
  }

  /**
   * Opens the text encoder.
   *
   * @param options how to run
   * @return the encoder; the caller closes it
   * @throws org.softcpt.models.io.InvalidInputException if a file is missing or damaged
   * @throws IOException if reading fails
   */
  public TextEncoder textEncoder(SessionOptions options) throws IOException {
    return OnnxTextEncoder.open(files, manifest.architecture().text().contextLength(), options);
  }

  /**
   * Reads embeddings of tokens.
   *
   * @param tokens their ids
   * @return {@code [n, w]}, each row less its mean, which no text graph sees
   * @throws org.softcpt.models.io.InvalidInputException if a file is missing or damaged
   * @throws IOException if reading fails
   * @throws IllegalArgumentException if there is no such token
   */
  public float[] tokenEmbeddings(int... tokens) throws IOException {
    int width = manifest.architecture().text().width();
    float[] rows = new float[Math.multiplyExact(tokens.length, width)];
    try (SafetensorsFile weights = SafetensorsFile.open(files.file(ModelManifest.TEXT_WEIGHTS))) {
      for (int i = 0; i < tokens.length; i++) {
        float[] row = weights.row(ModelManifest.TOKEN_EMBEDDINGS, tokens[i]);
        System.arraycopy(row, 0, rows, i * width, width);
      }
    }
    return rows;
  }

  /**
   * Reads the tokenizer.
   *
   * @return the tokenizer the text graphs were exported with
   * @throws org.softcpt.models.io.InvalidInputException if a file is missing or damaged
   * @throws IOException if reading fails
   */
  public ClipTokenizer tokenizer() throws IOException {
    files.file(ModelManifest.MERGES);
    files.file(ModelManifest.TOKENIZER_SETTINGS); // with it no other layout is looked for
    return ClipTokenizer.open(files.file(ModelManifest.VOCABULARY).getParent());
  }
}
