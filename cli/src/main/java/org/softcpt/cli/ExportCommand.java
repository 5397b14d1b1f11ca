package org.softcpt.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.config.ClipConfigs;
import org.softcpt.models.config.TextConfig;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.image.Conventions.Orientation;
import org.softcpt.models.image.Preprocessing;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.tokenizer.ClipTokenizer;
import org.softcpt.models.tokenizer.TextFlavour;
import org.softcpt.models.weights.ClipWeights;
import org.softcpt.models.weights.HuggingFaceClip;
import org.softcpt.models.weights.RandomClip;
import org.softcpt.onnx.export.ClipExporter;

/** {@code softcpt export}: weights in, ONNX graphs out. */
final class ExportCommand implements Command {

  private static final String EXIF = "exif-orientation";

  @Override
  public String name() {
    return "export";
  }

  @Override
  public String summary() {
    return "writes a CLIP's ONNX graphs, gradients included, from its weights";
  }

  @Override
  public List<String> forms() {
    return List.of(
        "--weights DIR [--exif-orientation WHAT] [--tokenizer-flavour F] --out MODEL [--force]",
        "--random NAME [--seed N] [--tokenizer DIR] [--tokenizer-flavour F] --out MODEL [--force]");
  }

  @Override
  public List<Option> options() {
    return List.of(
        Opt.value(
            "weights",
            "DIR",
            "a CLIP in Hugging Face's layout: config.json, model.safetensors, "
                + "preprocessor_config.json and the tokenizer's files"),
        Opt.value(
            "random",
            "NAME",
            "no weights but random numbers in the shapes of "
                + String.join(", ", ClipConfigs.names())
                + "; for benchmarks"),
        Opt.value("seed", "N", "which random numbers; default 1"),
        Opt.value(
            "tokenizer",
            "DIR",
            "with --random: tokenizer.json, or vocab.json and merges.txt, or "
                + "bpe_simple_vocab_16e6.txt.gz; default is CLIP's own vocabulary"),
        Opt.value(
            "tokenizer-flavour",
            "F",
            "whose rules the tokenizer follows: openai or hugging-face; default is that of its files"),
        Opt.value(
            EXIF,
            "WHAT",
            "apply: photographs are turned upright as their EXIF data say, wherever the model is used; "
                + "ignore: they are taken as stored, as CLIP's reference does; default ignore"),
        Opt.required("out", "MODEL", "the folder to write"),
        Opt.flag("force", "replace a model that is there"));
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) throws Exception {
    requireOneSource(arguments);
    Path out = arguments.path("out");
    boolean force = arguments.has("force");
    OutputFolder.requireReplaceable(out, ModelManifest.FILE, force); // before the slow part
    if (arguments.has("random")) {
      exportRandom(arguments, out, force);
    } else {
      try (ClipWeights weights = HuggingFaceClip.open(arguments.path("weights"))) {
        ClipWeights prepared = new PreparedWeights(weights, prepared(weights, arguments));
        export(prepared, flavoured(weights.tokenizer().orElseThrow(), arguments), out, force);
      }
    }
    terminal.out().println(out + ": " + ModelSummary.line(ModelManifest.read(out)));
    return ExitCode.DONE;
  }

  private static Preprocessing prepared(ClipWeights weights, Arguments arguments)
      throws UsageException {
    Orientation orientation =
        switch (arguments.text(EXIF, "ignore")) {
          case "apply" -> Orientation.APPLIED;
          case "ignore" -> Orientation.IGNORED;
          default -> throw new UsageException("--" + EXIF + " takes apply or ignore");
        };
    Preprocessing preprocessing = weights.preprocessing();
    return preprocessing.with(preprocessing.conventions().with(orientation));
  }

  /** Writes a model folder, whole or not at all. */
  static void export(ClipWeights weights, ClipTokenizer tokenizer, Path out, boolean force)
      throws IOException {
    OutputFolder.write(
        out,
        ModelManifest.FILE,
        force,
        temporary -> ClipExporter.export(weights, tokenizer, temporary));
  }

  private static void requireOneSource(Arguments arguments) throws UsageException {
    if (arguments.has("weights") == arguments.has("random")) {
      throw new UsageException("give either --weights or --random");
    }
    for (String option : List.of("seed", "tokenizer")) {
      if (arguments.has(option) && !arguments.has("random")) {
        throw new UsageException("--" + option + " goes with --random only");
      }
    }
    if (arguments.has(EXIF) && !arguments.has("weights")) {
      throw new UsageException("--" + EXIF + " goes with --weights only");
    }
  }

  private static void exportRandom(Arguments arguments, Path out, boolean force) throws Exception {
    String name = arguments.text("random", "");
    if (!ClipConfigs.names().contains(name)) {
      throw new UsageException(
          "--random takes one of %s, not '%s'"
              .formatted(String.join(", ", ClipConfigs.names()), name));
    }
    long seed = arguments.number("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE);
    ClipConfig config = ClipConfigs.named(name);
    try (ClipWeights weights = RandomClip.weights(config, seed, name + "-random-" + seed)) {
      export(weights, flavoured(tokenizer(arguments, config.text()), arguments), out, force);
    }
  }

  private static ClipTokenizer tokenizer(Arguments arguments, TextConfig text)
      throws IOException, UsageException {
    Optional<Path> folder = arguments.optionalPath("tokenizer");
    if (folder.isEmpty()) {
      return ClipTokenizer.clip(TextFlavour.OPENAI);
    }
    ClipTokenizer tokenizer = ClipTokenizer.open(folder.get());
    requireFits(tokenizer, text, folder.get());
    return tokenizer;
  }

  private static ClipTokenizer flavoured(ClipTokenizer tokenizer, Arguments arguments)
      throws IOException {
    return arguments.has("tokenizer-flavour")
        ? tokenizer.withFlavour(TextFlavour.of(arguments.text("tokenizer-flavour", "")))
        : tokenizer;
  }

  private static void requireFits(ClipTokenizer tokenizer, TextConfig text, Path folder)
      throws InvalidInputException {
    if (tokenizer.size() != text.vocabSize()
        || tokenizer.bos() != text.bosToken()
        || tokenizer.eos() != text.eosToken()) {
      throw new InvalidInputException(
          "%s: expected a tokenizer of %d tokens with SOS %d and EOT %d, found %d with %d and %d"
              .formatted(
                  folder,
                  text.vocabSize(),
                  text.bosToken(),
                  text.eosToken(),
                  tokenizer.size(),
                  tokenizer.bos(),
                  tokenizer.eos()));
    }
  }
}
