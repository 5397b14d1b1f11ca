package org.softcpt.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.softcpt.models.folder.BundleCopy;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.onnx.fuse.FusedClassifier;

/** {@code softcpt bundle}: what inference needs of a run, as a folder or as one file. */
final class BundleCommand implements Command {

  private static final String FUSE = "fuse";
  private static final String FORCE = "force";
  private static final String SHARED = "shared-encoder";

  @Override
  public String name() {
    return "bundle";
  }

  @Override
  public String summary() {
    return "copies a run's bundle, or makes one ONNX file of it for any ONNX Runtime";
  }

  @Override
  public List<String> forms() {
    return List.of(
        "RUN --out DIR [--shared-encoder DIR] [--force]",
        "--fuse RUN --out classifier.onnx [--force]");
  }

  @Override
  public String operand() {
    return "RUN";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Opt.flag(FUSE, "one ONNX file: pixels in, each task's probabilities out"),
        Opt.required("out", "PATH", "the folder to make; with --fuse the file"),
        Opt.value(
            SHARED,
            "DIR",
            "the copy names this folder beside it, which serves many bundles; made if missing"),
        Opt.flag(FORCE, "replace what is there"));
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) throws Exception {
    if (arguments.operands().size() != 1) {
      throw new UsageException("expected one RUN, or one bundle, found " + arguments.operands());
    }
    if (arguments.has(FUSE) && arguments.has(SHARED)) {
      throw new UsageException("--shared-encoder is for a folder, --fuse makes one file");
    }
    Path bundle = bundle(arguments.operandPaths().get(0));
    Path target = arguments.path("out");
    if (arguments.has(FUSE)) {
      fuse(bundle, target, arguments.has(FORCE), terminal);
    } else {
      Optional<Path> encoder = arguments.optionalPath(SHARED);
      copy(bundle, target, encoder, arguments.has(FORCE), terminal);
    }
    return ExitCode.DONE;
  }

  /** The folder itself, or the one that {@code softcpt train} put into it. */
  static Path bundle(Path folder) throws InvalidInputException {
    for (Path place : List.of(folder, folder.resolve("bundle"))) {
      if (Files.isRegularFile(place.resolve(BundleManifest.FILE))) {
        return place;
      }
    }
    throw new InvalidInputException(
        "%s: expected a run or a bundle, found no %s there or in its folder 'bundle'"
            .formatted(folder, BundleManifest.FILE));
  }

  private static void copy(
      Path bundle, Path target, Optional<Path> encoder, boolean force, Terminal terminal)
      throws IOException {
    OutputFolder.requireReplaceable(target, BundleManifest.FILE, force);
    BundleCopy copy = new BundleCopy(bundle);
    if (encoder.isPresent()) {
      copy.withSharedEncoder(encoder.get(), target);
    } else {
      copy.whole(target);
    }
    String where = encoder.map(folder -> ", encoder in " + folder).orElse("");
    terminal
        .out()
        .println("%s: %s%s".formatted(target, summary(BundleManifest.read(target)), where));
  }

  private static void fuse(Path bundle, Path target, boolean force, Terminal terminal)
      throws IOException {
    if (Files.isDirectory(target)) {
      throw new InvalidInputException(target + ": is a folder; a file is to be written there");
    }
    if (Files.exists(target) && !force) {
      throw new InvalidInputException(target + ": exists already; --force replaces it");
    }
    FusedClassifier.Written written = FusedClassifier.write(bundle, target);
    terminal
        .out()
        .println(
            String.format(
                Locale.ROOT,
                "%s: %s, features of width %d, %.1f MB",
                target,
                summary(written.manifest()),
                written.width(),
                written.bytes() / 1e6));
    if (written.data().isPresent()) {
      terminal.note(
          "the weights are in %s, because one file would have 2 GiB or more: keep both together"
              .formatted(written.data().get()));
    } else {
      terminal.out().println(FusedCheck.of(bundle, target).line());
    }
  }

  private static String summary(BundleManifest manifest) {
    return "%d tasks, %d classes".formatted(manifest.tasks().size(), manifest.classCount());
  }
}
