package org.softcpt.cli.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.softcpt.trainer.cache.CacheInputs;
import org.softcpt.trainer.cache.CacheManifest;
import org.softcpt.trainer.cache.FeatureCache;
import org.softcpt.trainer.task.Split;

/** The folder that {@code softcpt cache} writes. */
final class CacheKind implements Kind {

  @Override
  public String id() {
    return "cache";
  }

  @Override
  public String title() {
    return "feature cache";
  }

  @Override
  public String sign() {
    return "a cache (%s)".formatted(CacheManifest.FILE);
  }

  @Override
  public boolean matches(Path path) {
    return Files.isRegularFile(path.resolve(CacheManifest.FILE));
  }

  @Override
  public Facts describe(Path path) throws IOException {
    try (FeatureCache cache = FeatureCache.open(path)) {
      CacheInputs inputs = cache.manifest().inputs();
      return new Facts()
          .add("images", images(cache))
          .add("skipped", cache.manifest().skipped())
          .add("width", cache.width())
          .add("views", cache.views())
          .add("seed", inputs.seed())
          .add("image_encoder_sha256", inputs.imageEncoderSha256())
          .add("preprocessing_sha256", inputs.preprocessingSha256())
          .add("tasks_sha256", inputs.tasks().sha256())
          .add("tasks", tasks(inputs))
          .add("shards", shards(cache.manifest()));
    }
  }

  private static Facts images(FeatureCache cache) {
    Facts facts = new Facts();
    for (Split split : Split.values()) {
      facts.add(
          split.key(), cache.samples().stream().filter(sample -> sample.split() == split).count());
    }
    return facts;
  }

  private static Facts tasks(CacheInputs inputs) {
    Facts facts = new Facts();
    inputs
        .tasks()
        .tasks()
        .forEach(task -> facts.add(task.id(), task.classes().size() + " classes"));
    return facts;
  }

  private static Facts shards(CacheManifest manifest) {
    Facts facts = new Facts();
    manifest
        .shards()
        .forEach(
            shard ->
                facts.add(
                    shard.file(),
                    "%d images, %d views, SHA-256 %s"
                        .formatted(shard.rows(), shard.views(), shard.sha256())));
    return facts;
  }
}
