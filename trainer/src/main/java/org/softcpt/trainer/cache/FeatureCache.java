package org.softcpt.trainer.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Sha256;
import org.softcpt.trainer.task.Sample;
import org.softcpt.trainer.task.TaskSet;

/**
 * A finished cache, read. Features stay in mapped files, outside the heap. Safe for concurrent use.
 */
public final class FeatureCache implements FeatureTable, AutoCloseable {

  private final Path folder;
  private final CacheManifest manifest;
  private final List<Sample> samples;
  private final int[] firstRows;
  private volatile List<MappedShard> shards;

  private FeatureCache(
      Path folder, CacheManifest manifest, List<Sample> samples, List<MappedShard> shards) {
    this.folder = folder;
    this.manifest = manifest;
    this.samples = List.copyOf(samples);
    this.shards = List.copyOf(shards);
    this.firstRows = new int[shards.size()];
    for (int i = 1; i < firstRows.length; i++) {
      firstRows[i] = firstRows[i - 1] + shards.get(i - 1).rows();
    }
  }

  /**
   * Opens a cache and checks it: manifest, sample list, digest and shape of every shard. Reads all
   * of it once, at about a gigabyte per second.
   *
   * @param folder the cache
   * @return the open cache
   * @throws InvalidInputException if it is missing, not finished, or was changed or damaged; the
   *     message names the file
   * @throws IOException if reading fails
   */
  public static FeatureCache open(Path folder) throws IOException {
    requireFinished(folder);
    CacheManifest manifest = CacheManifest.read(folder);
    List<Sample> samples = readSamples(folder, manifest);
    List<MappedShard> shards = new ArrayList<>();
    for (CacheManifest.Shard entry : manifest.shards()) {
      requireName(folder, entry, shards.size());
      shards.add(MappedShard.open(folder.resolve(entry.file()), entry, manifest.inputs().width()));
    }
    return new FeatureCache(folder, manifest, samples, shards);
  }

  /**
   * What the cache was made from.
   *
   * @return the manifest
   */
  public CacheManifest manifest() {
    return manifest;
  }

  @Override
  public TaskSet tasks() {
    return manifest.inputs().tasks();
  }

  @Override
  public List<Sample> samples() {
    return samples;
  }

  @Override
  public int views() {
    return manifest.inputs().views();
  }

  @Override
  public int width() {
    return manifest.inputs().width();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the cache is closed
   */
  @Override
  public float[] feature(int row, int view) {
    Objects.checkIndex(row, samples.size());
    int found = Arrays.binarySearch(firstRows, row);
    // A shard without rows shares its first row with the next one; the last of them has the row.
    int shard = found >= 0 ? found : -found - 2;
    while (shard + 1 < firstRows.length && firstRows[shard + 1] == row) {
      shard++;
    }
    List<MappedShard> open = shards;
    if (open.isEmpty()) {
      throw new IllegalStateException(folder + " is closed");
    }
    return open.get(shard).feature(row - firstRows[shard], view);
  }

  /**
   * Refuses to be used with another model than the one it was made with.
   *
   * @param imageEncoderSha256 digest of the model's image encoder
   * @throws InvalidInputException if the digests differ; the message names both
   */
  public void requireModel(String imageEncoderSha256) throws InvalidInputException {
    String mine = manifest.inputs().imageEncoderSha256();
    if (!mine.equals(imageEncoderSha256)) {
      throw new InvalidInputException(
          "cache %s was made with image encoder %s, the model has %s: use the model it was made with, or cache again with this one into another folder"
              .formatted(folder, mine, imageEncoderSha256));
    }
  }

  /** Lets the files go; later reads of features fail. */
  @Override
  public void close() {
    shards = List.of();
  }

  private static void requireFinished(Path folder) throws InvalidInputException {
    if (!Files.exists(folder.resolve(CacheManifest.FILE))) {
      throw new InvalidInputException(
          BuildFolder.isBegun(folder)
              ? "cache %s is not finished: run the same 'softcpt cache' again to go on"
                  .formatted(folder)
              : "%s: no feature cache here: expected %s".formatted(folder, CacheManifest.FILE));
    }
  }

  private static List<Sample> readSamples(Path folder, CacheManifest manifest) throws IOException {
    Path file = folder.resolve(CacheManifest.SAMPLES);
    requireDigest(file, manifest.samplesSha256());
    String text = Files.readString(file);
    List<Sample> samples = new SampleLines(manifest.inputs().tasks()).readSamples(text, file + "");
    boolean inOrder = samples.size() == manifest.rows();
    for (int row = 0; inOrder && row < samples.size(); row++) {
      inOrder = samples.get(row).row() == row;
    }
    if (!inOrder) {
      throw new InvalidInputException(
          "%s: expected rows 0 to %d in order".formatted(file, manifest.rows() - 1));
    }
    return samples;
  }

  /** A manifest may not point outside its folder. */
  private static void requireName(Path folder, CacheManifest.Shard entry, int number)
      throws InvalidInputException {
    String expected = ShardPlan.file(number);
    if (!expected.equals(entry.file())) {
      throw new InvalidInputException(
          "%s: shard %d: expected %s, found %s"
              .formatted(folder.resolve(CacheManifest.FILE), number, expected, entry.file()));
    }
  }

  static void requireDigest(Path file, String expected) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException(file + ": no such file");
    }
    String found = Sha256.of(file);
    if (!found.equals(expected)) {
      throw new InvalidInputException(
          "%s: expected SHA-256 %s, found %s: the file was changed or damaged"
              .formatted(file, expected, found));
    }
  }
}
