package org.softcpt.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.cli.Option;
import org.softcpt.cli.demo.DemoWeights;
import org.softcpt.models.config.Activation;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.config.ClipConfigs;
import org.softcpt.models.config.TextConfig;
import org.softcpt.models.folder.AtomicFolder;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.tokenizer.ClipTokenizer;
import org.softcpt.models.weights.ActivationChoice;
import org.softcpt.models.weights.ClipWeightFiles;
import org.softcpt.models.weights.ClipWeights;
import org.softcpt.models.weights.FileClip;
import org.softcpt.models.weights.RandomClip;
import org.softcpt.onnx.export.ClipExporter;

/** {@code softcpt export}: weights in, ONNX graphs out. */
final class ExportCommand implements Command {

  private static final Map<String, Activation> ACTIVATIONS =
      new TreeMap<>(Map.of("quick-gelu", Activation.QUICK_GELU, "gelu", Activation.GELU));

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
        "--weights PATH [--activation NAME] [--tokenizer DIR] --out MODEL [--force]",
        "--random NAME [--seed N] [--tokenizer DIR] --out MODEL [--force]");
  }

  @Override
  public List<Option> options() {
    return List.of(
        Opt.value(
            "weights",
            "PATH",
            "a CLIP: a folder of Hugging Face's (config.json) or OpenCLIP's (open_clip_config.json), "
                + "or a file, safetensors or PyTorch's (OpenAI's .pt, a state_dict)"),
        Opt.value(
            "activation",
            "NAME",
            "with --weights that do not say it: "
                + String.join(" or ", ACTIVATIONS.keySet())
                + "; OpenAI's models have quick-gelu, OpenCLIP's gelu unless their name says quickgelu"),
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
            "vocab.json and merges.txt, or tokenizer.json; for weights that bring none; "
                + "with --random, default is the demo's small vocabulary"),
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
      exportRandom(arguments, terminal, out, force);
    } else {
      exportFiles(arguments, terminal, out, force);
    }
    terminal.out().println(out + ": " + ModelSummary.line(ModelManifest.read(out)));
    return ExitCode.DONE;
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
    if (arguments.has("seed") && !arguments.has("random")) {
      throw new UsageException("--seed goes with --random only");
    }
    if (arguments.has("activation") && !arguments.has("weights")) {
      throw new UsageException("--activation goes with --weights only");
    }
  }

  private static void exportFiles(Arguments arguments, Terminal terminal, Path out, boolean force)
      throws Exception {
    Path path = arguments.path("weights");
    ActivationChoice choice = ActivationChoice.of(activation(arguments));
    try (FileClip weights = ClipWeightFiles.open(path, choice)) {
      weights.assumptions().forEach(sentence -> terminal.note(path + ": " + sentence));
      export(weights, tokenizer(weights, arguments.optionalPath("tokenizer"), path), out, force);
    }
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

  private static ClipTokenizer tokenizer(FileClip weights, Optional<Path> folder, Path path)
      throws IOException {
    if (weights.tokenizer().isPresent()) {
      if (folder.isPresent()) {
        throw new InvalidInputException(
            "%s: has a tokenizer beside it, so --tokenizer %s is refused"
                .formatted(path, folder.get()));
      }
      return weights.tokenizer().get();
    }
    if (folder.isEmpty()) {
      throw new InvalidInputException(
          path
              + ": no tokenizer beside the weights: give --tokenizer DIR with vocab.json and"
              + " merges.txt, or tokenizer.json");
    }
    ClipTokenizer tokenizer = ClipTokenizer.open(folder.get());
    requireFits(tokenizer, weights.config().text(), folder.get());
    return tokenizer;
  }

  private static void exportRandom(Arguments arguments, Terminal terminal, Path out, boolean force)
      throws Exception {
    String name = arguments.text("random", "");
    if (!ClipConfigs.names().contains(name)) {
      throw new UsageException(
          "--random takes one of %s, not '%s'"
              .formatted(String.join(", ", ClipConfigs.names()), name));
    }
    long seed = arguments.number("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE);
    ClipConfig config = ClipConfigs.named(name);
    try (ClipWeights weights = RandomClip.weights(config, seed, name + "-random-" + seed)) {
      export(
          weights,
          tokenizer(arguments.optionalPath("tokenizer"), config.text(), terminal),
          out,
          force);
    }
  }

  private static ClipTokenizer tokenizer(Optional<Path> folder, TextConfig text, Terminal terminal)
      throws IOException {
    if (folder.isPresent()) {
      ClipTokenizer tokenizer = ClipTokenizer.open(folder.get());
      requireFits(tokenizer, text, folder.get());
      return tokenizer;
    }
    terminal.note(
        "no --tokenizer: the demo's small vocabulary is used, so prompts have more tokens than CLIP's");
    Path work = Files.createTempDirectory("softcpt-tokenizer");
    try {
      DemoWeights.write(work.resolve("demo"));
      return FilledTokenizer.of(ClipTokenizer.open(work.resolve("demo")), text, work);
    } finally {
      AtomicFolder.delete(work);
    }
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
