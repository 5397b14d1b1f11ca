package org.softcpt.models.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.softcpt.models.config.Activation;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.config.TextConfig;
import org.softcpt.models.image.Conventions.Colours;
import org.softcpt.models.image.Preprocessing;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.tokenizer.ClipTokenizer;
import org.softcpt.models.tokenizer.TextFlavour;

/**
 * Finds out everything about a model but its numbers: from the configuration beside them, whichever
 * kind goes with the tensors' names, or from the tensors' shapes.
 */
final class Describer {

  static final String HUGGING_FACE_CONFIG = "config.json";
  static final String PREPROCESSOR = "preprocessor_config.json";
  static final String OPEN_CLIP_CONFIG = "open_clip_config.json";

  private final Path weights;
  private final Path folder;
  private final ActivationChoice choice;

  /** The file of weights, or their index, decides where a configuration is looked for. */
  Describer(Path weights, ActivationChoice choice) {
    this.weights = weights;
    this.choice = choice;
    folder = weights.toAbsolutePath().getParent();
  }

  /** Hugging Face's names go with their configuration, the others with OpenCLIP's. */
  Description describe(NamedFile named) throws IOException {
    boolean huggingFace = named.naming() == Naming.HUGGING_FACE;
    if (huggingFace && Files.exists(folder.resolve(HUGGING_FACE_CONFIG))) {
      return huggingFace();
    }
    if (!huggingFace && Files.exists(folder.resolve(OPEN_CLIP_CONFIG))) {
      return openClip();
    }
    return bare(named);
  }

  private Description huggingFace() throws IOException {
    Optional<ClipTokenizer> tokenizer = FolderTokenizer.of(folder);
    ClipConfig config = ConfigFile.read(beside(HUGGING_FACE_CONFIG), tokenizer);
    Preprocessing preprocessing =
        PreprocessorFile.read(beside(PREPROCESSOR), config.vision().imageSize());
    choice.choose(weights, Optional.of(config.text().activation()));
    return new Description(HUGGING_FACE_CONFIG, config, true, preprocessing, tokenizer, List.of());
  }

  private Description openClip() throws IOException {
    OpenClipConfig file = OpenClipConfig.read(beside(OPEN_CLIP_CONFIG));
    Optional<ClipTokenizer> tokenizer = tokenizer(file);
    ClipConfig config = withTokenizer(file, tokenizer);
    choice.choose(weights, Optional.of(config.text().activation()));
    return new Description(
        OPEN_CLIP_CONFIG, config, true, resizedFirst(file.preprocessing()), tokenizer, List.of());
  }

  /** OpenCLIP splits text by its own copy of OpenAI's code, unless a tokenizer is named. */
  private Optional<ClipTokenizer> tokenizer(OpenClipConfig file) throws IOException {
    Optional<ClipTokenizer> found = FolderTokenizer.of(folder);
    if (file.hasNamedTokenizer() && found.isEmpty()) {
      throw new InvalidInputException(
          beside(OPEN_CLIP_CONFIG)
              + ": hf_tokenizer_name names a tokenizer; expected its tokenizer.json beside, found none");
    }
    return file.hasNamedTokenizer() ? found : found.map(t -> t.withFlavour(TextFlavour.OPENAI));
  }

  /** OpenCLIP reads the feature at the highest id, so that has to be the tokenizer's EOT. */
  private ClipConfig withTokenizer(OpenClipConfig file, Optional<ClipTokenizer> tokenizer)
      throws IOException {
    TextConfig text = file.config().text();
    if (tokenizer.isPresent()
        && (tokenizer.get().size() != text.vocabSize()
            || tokenizer.get().bos() != text.bosToken()
            || tokenizer.get().eos() != text.eosToken())) {
      throw file.wrongVocabulary(tokenizer.get());
    }
    return file.config();
  }

  private Description bare(NamedFile named) throws IOException {
    Optional<Activation> stated = ScriptActivation.of(named.file());
    ClipConfig config = ShapeArchitecture.of(weights, named, choice.choose(weights, stated));
    Preprocessing preprocessing = resizedFirst(Preprocessing.clip(config.vision().imageSize()));
    List<String> assumptions =
        stated.isPresent() // a program: OpenAI's own archive
            ? List.of()
            : List.of(
                "no configuration lies beside the weights: attention heads of width 64, LayerNorm's"
                    + " epsilon 1e-5 and CLIP's own mean and deviation of pixels are assumed");
    return new Description(
        "shapes",
        config,
        stated.isPresent(),
        preprocessing,
        FolderTokenizer.of(folder),
        assumptions);
  }

  /** OpenAI's transform and OpenCLIP's turn pictures into RGB after resizing them. */
  private static Preprocessing resizedFirst(Preprocessing preprocessing) {
    return preprocessing.with(preprocessing.conventions().with(Colours.RESIZED_FIRST));
  }

  private Path beside(String name) {
    return weights.resolveSibling(name);
  }
}
