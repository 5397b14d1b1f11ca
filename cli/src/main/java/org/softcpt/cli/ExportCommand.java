package org.softcpt.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.softcpt.cli.demo.DemoWeights;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.config.ClipConfigs;
import org.softcpt.models.config.TextConfig;
import org.softcpt.models.folder.AtomicFolder;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.tokenizer.ClipTokenizer;
import org.softcpt.models.weights.ClipWeights;
import org.softcpt.models.weights.HuggingFaceClip;
import org.softcpt.models.weights.RandomClip;
import org.softcpt.onnx.export.ClipExporter;

/** {@code softcpt export}: weights in, ONNX graphs out. */
final class ExportCommand implements Command {

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
        "--weights DIR [--precision P [--samples DIR]] --out MODEL [--force]",
        "--random NAME [--seed N] [--tokenizer DIR] [--precision P [--samples DIR]] --out MODEL [--force]");
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
            "with --random: vocab.json and merges.txt, or tokenizer.json; "
                + "default is the demo's small vocabulary"),
        Opt.value(
            "precision",
            "P",
            "fp32; fp16: half the file size; int8: a faster image encoder on CPUs; default fp32"),
        Opt.value(
            "samples",
            "DIR",
            "with fp16 or int8: images on which features are compared with fp32; "
                + "default is drawn pictures"),
        Opt.required("out", "MODEL", "the folder to write"),
        Opt.flag("force", "replace a model that is there"));
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) throws Exception {
    requireOneSource(arguments);
    Path out = arguments.path("out");
    boolean force = arguments.has("force");
    PrecisionCheck check = PrecisionCheck.of(arguments, terminal);
    OutputFolder.requireReplaceable(out, ModelManifest.FILE, force); // before the slow part
    if (arguments.has("random")) {
      exportRandom(arguments, check, out, force);
    } else {
      try (ClipWeights weights = HuggingFaceClip.open(arguments.path("weights"))) {
        export(weights, weights.tokenizer().orElseThrow(), check, out, force);
      }
    }
    terminal.out().println(out + ": " + ModelSummary.line(ModelManifest.read(out)));
    check.tell(out);
    return ExitCode.DONE;
  }

  /** Writes a model folder, whole or not at all. */
  private static void export(
      ClipWeights weights, ClipTokenizer tokenizer, PrecisionCheck check, Path out, boolean force)
      throws IOException {
    OutputFolder.write(
        out,
        ModelManifest.FILE,
        force,
        temporary -> {
          ClipExporter.export(weights, tokenizer, check.precision(), temporary);
          check.compare(weights, temporary);
        });
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
  }

  private static void exportRandom(
      Arguments arguments, PrecisionCheck check, Path out, boolean force) throws Exception {
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
          tokenizer(arguments.optionalPath("tokenizer"), config.text(), check.terminal()),
          check,
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
