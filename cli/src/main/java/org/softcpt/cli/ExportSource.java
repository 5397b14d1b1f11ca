package org.softcpt.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.softcpt.models.config.Activation;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.config.ClipConfigs;
import org.softcpt.models.config.TextConfig;
import org.softcpt.models.image.Conventions.Orientation;
import org.softcpt.models.image.Preprocessing;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.tokenizer.ClipTokenizer;
import org.softcpt.models.tokenizer.TextFlavour;
import org.softcpt.models.weights.ActivationChoice;
import org.softcpt.models.weights.ClipWeightFiles;
import org.softcpt.models.weights.ClipWeights;
import org.softcpt.models.weights.FileClip;
import org.softcpt.models.weights.RandomClip;

/**
 * What {@code softcpt export} exports, as its options say.
 *
 * @param weights of the user's or made up; closed with this
 * @param tokenizer that goes with them
 */
record ExportSource(ClipWeights weights, ClipTokenizer tokenizer) implements AutoCloseable {

  /** The names that {@code --activation} takes. */
  static final Map<String, Activation> ACTIVATIONS =
      new TreeMap<>(Map.of("quick-gelu", Activation.QUICK_GELU, "gelu", Activation.GELU));

  /** The option about photographs that are stored lying on their side. */
  static final String EXIF = "exif-orientation";

  static ExportSource open(Arguments arguments, Terminal terminal) throws Exception {
    ClipWeights weights = arguments.has("random") ? random(arguments) : files(arguments, terminal);
    try {
      ClipTokenizer tokenizer = tokenizer(weights, arguments);
      return new ExportSource(weights, flavoured(tokenizer, arguments));
    } catch (Exception e) {
      weights.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    weights.close();
  }

  private static ClipWeights random(Arguments arguments) throws UsageException {
    String name = arguments.text("random", "");
    if (!ClipConfigs.names().contains(name)) {
      throw new UsageException(
          "--random takes one of %s, not '%s'"
              .formatted(String.join(", ", ClipConfigs.names()), name));
    }
    long seed = arguments.number("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE);
    ClipConfig config = ClipConfigs.named(name);
    return RandomClip.weights(config, seed, name + "-random-" + seed);
  }

  private static ClipWeights files(Arguments arguments, Terminal terminal) throws Exception {
    Path path = arguments.path("weights");
    Orientation orientation = orientation(arguments);
    FileClip weights = ClipWeightFiles.open(path, ActivationChoice.of(activation(arguments)));
    weights.assumptions().forEach(sentence -> terminal.note(path + ": " + sentence));
    Preprocessing preprocessing = weights.preprocessing();
    return new PreparedWeights(
        weights, preprocessing.with(preprocessing.conventions().with(orientation)));
  }

  private static Optional<Activation> activation(Arguments arguments) throws UsageException {
    String name = arguments.text("activation", "");
    if (arguments.has("activation") && !ACTIVATIONS.containsKey(name)) {
      throw new UsageException(
          "--activation takes %s, not '%s'"
              .formatted(String.join(" or ", ACTIVATIONS.keySet()), name));
    }
    return Optional.ofNullable(ACTIVATIONS.get(name));
  }

  private static Orientation orientation(Arguments arguments) throws UsageException {
    return switch (arguments.text(EXIF, "ignore")) {
      case "apply" -> Orientation.APPLIED;
      case "ignore" -> Orientation.IGNORED;
      default -> throw new UsageException("--" + EXIF + " takes apply or ignore");
    };
  }

  /** The one given, else the one beside the weights, else CLIP's own, if it fits. */
  private static ClipTokenizer tokenizer(ClipWeights weights, Arguments arguments)
      throws IOException, UsageException {
    Optional<Path> folder = arguments.optionalPath("tokenizer");
    if (folder.isPresent() && weights.tokenizer().isPresent()) {
      throw new InvalidInputException(
          "%s: has a tokenizer beside it, so --tokenizer %s is refused"
              .formatted(weights.name(), folder.get()));
    }
    if (weights.tokenizer().isPresent()) {
      return weights.tokenizer().get();
    }
    ClipTokenizer tokenizer =
        folder.isPresent()
            ? ClipTokenizer.open(folder.get())
            : ClipTokenizer.clip(TextFlavour.OPENAI);
    String name =
        folder
            .map(Path::toString)
            .orElse(
                "no tokenizer beside the weights: give --tokenizer DIR, for CLIP's own does not fit");
    requireFits(tokenizer, weights.config().text(), name);
    return tokenizer;
  }

  private static ClipTokenizer flavoured(ClipTokenizer tokenizer, Arguments arguments)
      throws IOException {
    return arguments.has("tokenizer-flavour")
        ? tokenizer.withFlavour(TextFlavour.of(arguments.text("tokenizer-flavour", "")))
        : tokenizer;
  }

  private static void requireFits(ClipTokenizer tokenizer, TextConfig text, String name)
      throws InvalidInputException {
    if (tokenizer.size() != text.vocabSize()
        || tokenizer.bos() != text.bosToken()
        || tokenizer.eos() != text.eosToken()) {
      throw new InvalidInputException(
          "%s: expected a tokenizer of %d tokens with SOS %d and EOT %d, found %d with %d and %d"
              .formatted(
                  name,
                  text.vocabSize(),
                  text.bosToken(),
                  text.eosToken(),
                  tokenizer.size(),
                  tokenizer.bos(),
                  tokenizer.eos()));
    }
  }
}
