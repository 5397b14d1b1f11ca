package org.softcpt.cli;

import java.io.IOException;
import java.nio.file.Path;
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
import org.softcpt.trainer.experiment.CacheRecipe;
import org.softcpt.trainer.task.Dataset;

/** Makes a cache with a line of progress; what is there already is kept. */
final class CacheRun {

  private CacheRun() {}

  static CacheManifest make(
      CacheRecipe recipe, Path modelFolder, Path out, SessionOptions session, Terminal terminal)
      throws IOException {
    ModelFolder model = ModelFolder.open(modelFolder);
    boolean local = recipe.local();
    CacheRequest request =
        new CacheRequest(
            Dataset.read(recipe.tasks(), recipe.root()),
            model.manifest().preprocessing(),
            local ? model.requireLocalEncoder() : model.manifest().imageEncoderDigest(),
            CacheSettings.of(recipe.views(), recipe.seed()));
    try (ImageEncoder encoder = local ? model.localEncoder(session) : model.imageEncoder(session);
        ProgressLine line = new ProgressLine(terminal, "caching", "views")) {
      return new FeatureCacheBuilder(request, encoder, new Listener(line)).build(out);
    }
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
