package org.softcpt.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.Option;
import org.softcpt.models.config.ClipConfigs;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.onnx.export.ClipExporter;

/** {@code softcpt export}: weights in, ONNX graphs out. */
final class ExportCommand implements Command {

  /** Options that mean something with one of the two sources only. */
  private static final Map<String, String> NEEDED =
      Map.of("seed", "random", "activation", "weights", ExportSource.EXIF, "weights");

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
        "--weights PATH [--activation NAME] [--exif-orientation WHAT] [--tokenizer DIR]"
            + " [--tokenizer-flavour F] [--precision P [--samples DIR]] --out MODEL [--force]",
        "--random NAME [--seed N] [--tokenizer DIR] [--tokenizer-flavour F]"
            + " [--precision P [--samples DIR]] --out MODEL [--force]");
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
                + String.join(" or ", ExportSource.ACTIVATIONS.keySet())
                + "; OpenAI's models have quick-gelu, OpenCLIP's gelu unless their name says quickgelu"),
        Opt.value(
            ExportSource.EXIF,
            "WHAT",
            "apply: photographs are turned upright as their EXIF data say, wherever the model is used; "
                + "ignore: they are taken as stored, as CLIP's reference does; default ignore"),
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
            "for weights that bring none: tokenizer.json, or vocab.json and merges.txt, or "
                + "bpe_simple_vocab_16e6.txt.gz; default is CLIP's own vocabulary"),
        Opt.value(
            "tokenizer-flavour",
            "F",
            "whose rules the tokenizer follows: openai or hugging-face; default is that of its files"),
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
    try (ExportSource source = ExportSource.open(arguments, terminal)) {
      export(source, check, out, force);
    }
    terminal.out().println(out + ": " + ModelSummary.line(ModelManifest.read(out)));
    check.tell(out);
    return ExitCode.DONE;
  }

  /** Writes a model folder, whole or not at all. */
  private static void export(ExportSource source, PrecisionCheck check, Path out, boolean force)
      throws IOException {
    OutputFolder.write(
        out,
        ModelManifest.FILE,
        force,
        temporary -> {
          ClipExporter.export(source.weights(), source.tokenizer(), check.precision(), temporary);
          check.compare(source.weights(), temporary);
        });
  }

  private static void requireOneSource(Arguments arguments) throws UsageException {
    if (arguments.has("weights") == arguments.has("random")) {
      throw new UsageException("give either --weights or --random");
    }
    for (Map.Entry<String, String> option : NEEDED.entrySet()) {
      if (arguments.has(option.getKey()) && !arguments.has(option.getValue())) {
        throw new UsageException(
            "--%s goes with --%s only".formatted(option.getKey(), option.getValue()));
      }
    }
  }
}
