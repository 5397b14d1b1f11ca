package org.softcpt.trainer.cache;

import java.io.IOException;
import java.nio.file.Path;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.runtime.ImageEncoder;

/**
 * Computes the features of all images and writes them shard by shard. Images are decoded on several
 * threads ahead of the encoder, and encoded on the caller's thread in a fixed order, so the files
 * do not depend on the number of threads.
 *
 * <p>A build that was stopped, by whatever means, goes on after its last whole shard when it is
 * called again with the same request, and ends with the same bytes as one that was not.
 */
public final class FeatureCacheBuilder {

  private final CacheRequest request;
  private final ImageEncoder encoder;
  private final ViewMaker maker;
  private final CacheListener listener;

  /**
   * Makes a builder.
   *
   * @param request what to cache
   * @param encoder the encoder whose digest the request holds; used on the calling thread alone
   * @param listener hears progress and skipped images
   */
  public FeatureCacheBuilder(CacheRequest request, ImageEncoder encoder, CacheListener listener) {
    this(
        request,
        encoder,
        ViewMaker.of(request.preprocessing(), request.settings().seed()),
        listener);
  }

  FeatureCacheBuilder(
      CacheRequest request, ImageEncoder encoder, ViewMaker maker, CacheListener listener) {
    this.request = request;
    this.encoder = encoder;
    this.maker = maker;
    this.listener = listener;
  }

  /**
   * Builds a cache, or what is missing of it; a cache that is complete is only checked.
   *
   * <p>Memory: the features of one shard twice, and about eight batches of decoded views.
   *
   * @param folder made if missing
   * @return the finished cache's manifest
   * @throws InvalidInputException if encoder and preprocessing do not fit, the folder holds
   *     something else or a cache of other inputs, an image changed since the build was begun, or a
   *     class has no readable training or test image
   * @throws IOException if writing fails; whole shards are kept
   */
  public CacheManifest build(Path folder) throws IOException {
    requireSide();
    CacheInputs inputs = CacheInputs.of(request, encoder.width());
    try (BuildFolder claimed = BuildFolder.claim(folder, inputs)) {
      return new CacheBuild(request, inputs, claimed, listener).run(encoder, maker);
    }
  }

  private void requireSide() throws InvalidInputException {
    int given = request.preprocessing().crop();
    if (given != encoder.side()) {
      throw new InvalidInputException(
          "the model's preprocessing gives %d pixels a side, its image encoder takes %d"
              .formatted(given, encoder.side()));
    }
  }
}
