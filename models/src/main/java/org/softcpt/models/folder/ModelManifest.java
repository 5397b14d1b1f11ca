package org.softcpt.models.folder;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.config.Precision;
import org.softcpt.models.image.Preprocessing;

/**
 * {@code model.json}: what an exported model folder holds and what it was made from.
 *
 * @param exporter program and version that wrote the folder
 * @param name the model's name, for people, e.g. {@code "vit-b-16"}
 * @param precision of the graphs
 * @param weightsSha256 digest of the weights the graphs were made from
 * @param architecture shapes of both towers
 * @param preprocessing what happens to an image before {@value #IMAGE_ENCODER}
 * @param logitScale CLIP's learned log temperature: logits are exp(logitScale) · cosine
 * @param files every file of the folder but this one
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ModelManifest(
    String exporter,
    String name,
    Precision precision,
    String weightsSha256,
    ClipConfig architecture,
    Preprocessing preprocessing,
    double logitScale,
    FileDigests files) {

  /** The manifest's own file name. */
  public static final String FILE = "model.json";

  /** Graph: {@code pixels [B, 3, S, S]} to {@code features [B, D]}, not normalised. */
  public static final String IMAGE_ENCODER = "image_encoder.onnx";

  /**
   * Graph: {@code pixels [B, 3, S, S]} to {@code features [B, T·D]}: the image's, then those of the
   * T - 1 places of its last grid. With the image encoder's weights. Folders exported before there
   * was a use for it lack it.
   */
  public static final String LOCAL_ENCODER = "local_encoder.onnx";

  /** The image encoder's weights. */
  public static final String IMAGE_WEIGHTS = "image.safetensors";

  /** Graph: {@code token_ids [B, N]}, {@code eot [B]} to {@code features [B, D]}. */
  public static final String TEXT_ENCODER = "text_encoder.onnx";

  /** The weights of all text graphs. */
  public static final String TEXT_WEIGHTS = "text.safetensors";

  /**
   * The token embeddings {@code [vocabulary, w]} among the text weights, every row less its mean:
   * the text graphs do not see the mean.
   */
  public static final String TOKEN_EMBEDDINGS = "text.token_embedding";

  /** Graph: contexts and prompts to features. */
  public static final String PROMPT_ENCODER = "prompt_encoder.onnx";

  /** Graph: contexts, prompts and upstream gradient to features and gradient of the contexts. */
  public static final String TASK_SEGMENT = "task_segment.onnx";

  /** Graph: contexts, prompts, images and labels to loss, logits, features and gradient. */
  public static final String CLASS_SEGMENT = "class_segment.onnx";

  /** The tokenizer's vocabulary. */
  public static final String VOCABULARY = "tokenizer/vocab.json";

  /** The tokenizer's merges. */
  public static final String MERGES = "tokenizer/merges.txt";

  /** Whose rules the tokenizer follows, and its added tokens. */
  public static final String TOKENIZER_SETTINGS = "tokenizer/settings.json";

  private static final String FORMAT = "softcpt-model";
  private static final int VERSION = 3;

  private static final String[] IMAGE_FILES = {IMAGE_ENCODER, IMAGE_WEIGHTS};
  private static final String[] TEXT_FILES = {
    TEXT_WEIGHTS,
    TASK_SEGMENT,
    CLASS_SEGMENT,
    PROMPT_ENCODER,
    PromptGraphs.of(true).taskSegment(),
    PromptGraphs.of(true).classSegment(),
    PromptGraphs.of(true).promptEncoder(),
    VOCABULARY,
    MERGES,
    TOKENIZER_SETTINGS
  };

  /**
   * Checks that nothing is missing and that the files the digests are made of are listed.
   *
   * @throws IllegalArgumentException if so; the message names the component
   */
  public ModelManifest {
    ManifestChecks.text("exporter", exporter);
    ManifestChecks.text("name", name);
    ManifestChecks.present("precision", precision);
    ManifestChecks.digest("weights_sha256", weightsSha256);
    ManifestChecks.present("architecture", architecture);
    ManifestChecks.present("preprocessing", preprocessing);
    ManifestChecks.logitScale(logitScale);
    ManifestChecks.present("files", files);
    ManifestChecks.listed(files, IMAGE_FILES);
    ManifestChecks.listed(files, TEXT_FILES);
  }

  /**
   * Reads a model folder's manifest. The files it lists are not read; see {@link #verify} and
   * {@link VerifiedFolder}.
   *
   * @param folder the model folder
   * @return its manifest
   * @throws org.softcpt.models.io.InvalidInputException if it is missing or wrong; the message
   *     names the file
   * @throws IOException if reading fails
   */
  public static ModelManifest read(Path folder) throws IOException {
    return VersionedJson.read(folder.resolve(FILE), FORMAT, VERSION, ModelManifest.class);
  }

  /**
   * Writes the manifest into a model folder, atomically. Written last: a folder with a manifest is
   * complete.
   *
   * @param folder the model folder
   * @throws IOException if writing fails
   */
  public void write(Path folder) throws IOException {
    VersionedJson.write(folder.resolve(FILE), FORMAT, VERSION, this);
  }

  /**
   * What cached image features depend on: the image graph and its weights.
   *
   * @return 64 hexadecimal digits
   */
  public String imageEncoderDigest() {
    return files.combined(IMAGE_FILES);
  }

  /**
   * What cached local features depend on; differs from {@link #imageEncoderDigest()}.
   *
   * @return 64 hexadecimal digits; empty if the folder has no {@value #LOCAL_ENCODER}
   */
  public Optional<String> localEncoderDigest() {
    return files.has(LOCAL_ENCODER)
        ? Optional.of(files.combined(LOCAL_ENCODER, IMAGE_WEIGHTS))
        : Optional.empty();
  }

  /**
   * What trained parameters depend on: the text weights, the graphs used in training, the
   * tokenizer.
   *
   * @return 64 hexadecimal digits
   */
  public String textDigest() {
    return files.combined(TEXT_FILES);
  }

  /**
   * Reads every listed file and compares digests.
   *
   * @param folder the model folder
   * @throws org.softcpt.models.io.InvalidInputException if a file is missing or was changed; the
   *     message names it
   * @throws IOException if one cannot be read
   */
  public void verify(Path folder) throws IOException {
    files.verify(folder);
  }
}
