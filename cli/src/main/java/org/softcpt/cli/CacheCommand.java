package org.softcpt.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Option;
import org.softcpt.runtime.ImageEncoder;
import org.softcpt.runtime.ModelFolder;
import org.softcpt.runtime.SessionOptions;
import org.softcpt.trainer.cache.CacheListener;
import org.softcpt.trainer.cache.CacheManifest;
import org.softcpt.trainer.cache.CacheRequest;
import org.softcpt.trainer.cache.CacheSettings;
import org.softcpt.trainer.cache.FeatureCacheBuilder;
import org.softcpt.trainer.cache.Progress;
import org.softcpt.trainer.cache.SkippedImage;
import org.softcpt.trainer.task.Dataset;

/** {@code softcpt cache}: the features of every image, computed once. */
final class CacheCommand implements Command {

  private static final int DEFAULT_VIEWS = 0;

  @Override
  public String name() {
    return "cache";
  }

  @Override
  public String summary() {
    return "computes the features of all images of the tasks, once; the same command goes on if stopped";
  }

  @Override
  public List<String> forms() {
    return List.of(
        "--model MODEL --tasks FILE [--root DIR] --out CACHE [--views N] [--seed S] [--local]");
  }

  @Override
  public List<Option> options() {
    return DeviceOptions.with(
        Opt.required("model", "MODEL", "what softcpt export wrote"),
        Opt.required("tasks", "FILE", "the tasks, in YAML; see examples/plants.yaml"),
        Opt.value("root", "DIR", "where the images are; default is what the tasks say"),
        Opt.required("out", "CACHE", "the folder to write"),
        Opt.value(
            "views",
            "N",
            "randomly cropped and flipped views of each training image beside the plain one; default "
                + DEFAULT_VIEWS),
        Opt.value("seed", "S", "which crops and flips; default 1"),
        Opt.flag(
            "local",
            "features of every place of an image, too, as method plot needs them: T times the room, T = 197 with ViT-B/16"));
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) throws Exception {
    int views = arguments.integer("views", DEFAULT_VIEWS, 0, CacheSettings.MAX_VIEWS);
    long seed = arguments.number("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE);
    ModelFolder model = ModelFolder.open(arguments.path("model"));
    Dataset dataset = Dataset.read(arguments.path("tasks"), arguments.optionalPath("root"));
    Path out = arguments.path("out");
    SessionOptions session = DeviceOptions.session(arguments, terminal);
    boolean local = arguments.has("local");
    CacheRequest request =
        new CacheRequest(
            dataset,
            model.manifest().preprocessing(),
            local ? model.requireLocalEncoder() : model.manifest().imageEncoderDigest(),
            CacheSettings.of(views, seed));
    CacheManifest cache;
    try (ImageEncoder encoder = local ? model.localEncoder(session) : model.imageEncoder(session)) {
      cache = build(request, encoder, out, terminal);
    }
    terminal.out().println(out + ": " + line(cache));
    return ExitCode.DONE;
  }

  private static CacheManifest build(
      CacheRequest request, ImageEncoder encoder, Path out, Terminal terminal) throws IOException {
    try (ProgressLine line = new ProgressLine(terminal, "caching", "views")) {
      return new FeatureCacheBuilder(request, encoder, new Listener(line)).build(out);
    }
  }

  private static String line(CacheManifest cache) {
    String skipped =
        cache.skipped() == 0
            ? ""
            : ", %d skipped (see %s)".formatted(cache.skipped(), CacheManifest.SKIPPED);
    return "%d tasks, %d classes, %d images%s, %d views of each training image, width %d"
        .formatted(
            cache.inputs().tasks().size(),
            cache.inputs().tasks().classCount(),
            cache.rows(),
            skipped,
            cache.inputs().views(),
            cache.inputs().width());
  }

  /** Shows progress, and each image that is left out. */
  private record Listener(ProgressLine line) implements CacheListener {

    @Override
    public void progress(Progress progress) {
      line.begin(progress.earlier());
      line.update(progress.done(), progress.total());
    }

    @Override
    public void skipped(SkippedImage image) {
      line.say("skipped: %s: %s".formatted(image.path(), image.reason()));
    }
  }
}
