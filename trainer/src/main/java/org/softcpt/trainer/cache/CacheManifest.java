package org.softcpt.trainer.cache;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.softcpt.models.folder.VersionedJson;

/**
 * {@code cache.json}, written last: a folder that has one is complete.
 *
 * @param inputs what the cache was made from
 * @param samplesSha256 digest of {@code samples.jsonl}
 * @param shards in the order of their rows; copied
 * @param skipped number of images left out, see {@code skipped.jsonl}
 */
@JsonNaming(SnakeCaseStrategy.class)
public record CacheManifest(
    CacheInputs inputs, String samplesSha256, List<Shard> shards, int skipped) {

  /** The manifest's file name. */
  public static final String FILE = "cache.json";

  /** One JSON line per sample. */
  public static final String SAMPLES = "samples.jsonl";

  /** One JSON line per image that could not be read. */
  public static final String SKIPPED = "skipped.jsonl";

  private static final String FORMAT = "softcpt-cache";
  private static final int VERSION = 1;

  /**
   * One file of features.
   *
   * @param file its name relative to the cache
   * @param sha256 its digest
   * @param rows images in it
   * @param views views of each of them: 1, or 1 + N in shards of training images
   */
  public record Shard(String file, String sha256, int rows, int views) {}

  /** JSON may leave anything out. */
  public CacheManifest {
    Objects.requireNonNull(inputs, "'inputs' is missing");
    Objects.requireNonNull(samplesSha256, "'samples_sha256' is missing");
    shards = List.copyOf(Objects.requireNonNull(shards, "'shards' is missing"));
  }

  /**
   * Counts the images.
   *
   * @return rows of all shards
   */
  public int rows() {
    return shards.stream().mapToInt(Shard::rows).sum();
  }

  static CacheManifest read(Path folder) throws IOException {
    return VersionedJson.read(folder.resolve(FILE), FORMAT, VERSION, CacheManifest.class);
  }

  void write(Path folder) throws IOException {
    VersionedJson.write(folder.resolve(FILE), FORMAT, VERSION, this);
  }
}
