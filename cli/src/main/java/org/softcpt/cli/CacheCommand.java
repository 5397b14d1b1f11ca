package org.softcpt.cli;

import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Option;
import org.softcpt.runtime.SessionOptions;
import org.softcpt.trainer.cache.CacheManifest;
import org.softcpt.trainer.cache.CacheSettings;
import org.softcpt.trainer.experiment.CacheRecipe;

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
    CacheRecipe recipe =
        new CacheRecipe(
            arguments.path("tasks"),
            arguments.optionalPath("root"),
            views,
            seed,
            arguments.has("local"));
    Path out = arguments.path("out");
    SessionOptions session = DeviceOptions.session(arguments, terminal);
    CacheManifest cache = CacheRun.make(recipe, arguments.path("model"), out, session, terminal);
    terminal.out().println(out + ": " + line(cache));
    return ExitCode.DONE;
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
}
