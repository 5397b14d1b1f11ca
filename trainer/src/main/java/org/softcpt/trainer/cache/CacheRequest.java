package org.softcpt.trainer.cache;

import org.softcpt.models.image.Preprocessing;
import org.softcpt.trainer.task.Dataset;

/**
 * What to cache.
 *
 * @param dataset tasks and images
 * @param preprocessing of the model
 * @param imageEncoderSha256 digest of the model's image encoder
 * @param settings views, seed and sizes
 */
public record CacheRequest(
    Dataset dataset,
    Preprocessing preprocessing,
    String imageEncoderSha256,
    CacheSettings settings) {}
