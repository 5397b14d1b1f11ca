package org.softcpt.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.cli.Option;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.onnx.fuse.FusedClassifier;

/** {@code softcpt bundle}: what inference needs of a run, as a folder or as one file. */
final class BundleCommand implements Command {

  private static final String FUSE = "fuse";
  private static final String FORCE = "force";

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
    return List.of("RUN --out DIR [--force]", "--fuse RUN --out classifier.onnx [--force]");
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
        Opt.flag(FORCE, "replace what is there"));
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) throws Exception {
    if (arguments.operands().size() != 1) {
      throw new UsageException("expected one RUN, or one bundle, found " + arguments.operands());
    }
    Path bundle = bundle(arguments.operandPaths().get(0));
    Path target = arguments.path("out");
    if (arguments.has(FUSE)) {
      fuse(bundle, target, arguments.has(FORCE), terminal);
    } else {
      copy(bundle, target, arguments.has(FORCE), terminal);
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

  private static void copy(Path bundle, Path target, boolean force, Terminal terminal)
      throws IOException {
    BundleManifest manifest = BundleManifest.read(bundle);
    OutputFolder.write(
        target, BundleManifest.FILE, force, folder -> copy(bundle, manifest, folder));
    terminal.out().println("%s: %s".formatted(target, summary(manifest)));
  }

  private static void copy(Path bundle, BundleManifest manifest, Path folder) throws IOException {
    for (String name : manifest.files().sha256().keySet()) {
      Path copied = folder.resolve(name);
      Files.createDirectories(copied.getParent());
      Files.copy(bundle.resolve(name), copied);
    }
    manifest.verify(folder); // what was copied, not what was there before
    Files.copy(bundle.resolve(BundleManifest.FILE), folder.resolve(BundleManifest.FILE));
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
