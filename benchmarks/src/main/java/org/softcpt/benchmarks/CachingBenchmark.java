package org.softcpt.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.image.ImageDecoder;
import org.softcpt.models.image.Preprocessor;
import org.softcpt.runtime.Device;
import org.softcpt.runtime.ImageEncoder;
import org.softcpt.runtime.ModelFolder;
import org.softcpt.runtime.SessionOptions;
import org.softcpt.trainer.cache.CacheListener;
import org.softcpt.trainer.cache.CacheRequest;
import org.softcpt.trainer.cache.CacheSettings;
import org.softcpt.trainer.cache.FeatureCacheBuilder;
import org.softcpt.trainer.task.Dataset;

/**
 * Caching end to end (read, decode, resize, encode, write) against the encoder alone on the same
 * number of images. Arguments: model, task file, its root, threads, rounds.
 */
public final class CachingBenchmark {

  private final ModelManifest manifest;
  private final Dataset dataset;
  private final ImageEncoder encoder;

  private CachingBenchmark(ModelManifest manifest, Dataset dataset, ImageEncoder encoder) {
    this.manifest = manifest;
    this.dataset = dataset;
    this.encoder = encoder;
  }

  /**
   * Measures and prints.
   *
   * @param arguments model folder, task file, root, threads, rounds
   * @throws IOException if something cannot be read or written
   */
  public static void main(String[] arguments) throws IOException {
    ModelFolder model = ModelFolder.open(Path.of(arguments[0]));
    Dataset dataset = Dataset.read(Path.of(arguments[1]), Optional.of(Path.of(arguments[2])));
    SessionOptions options = new SessionOptions(Device.cpu(), Integer.parseInt(arguments[3]));
    try (ImageEncoder encoder = model.imageEncoder(options)) {
      new CachingBenchmark(model.manifest(), dataset, encoder).run(Integer.parseInt(arguments[4]));
    }
  }

  private void run(int rounds) throws IOException {
    encodeAlone(CacheSettings.DEFAULT_BATCH); // warm-up
    for (int round = 0; round < rounds; round++) { // in turn, so that a drifting machine hits both
      int images = dataset.images().size();
      double alone = images / encodeAlone(images);
      double whole = images / cache();
      System.out.printf(
          "round %d, %d images: encoder alone %.2f images/s, caching end to end %.2f images/s, %.1f %%%n",
          round + 1, images, alone, whole, 100 * whole / alone);
    }
  }

  private double encodeAlone(int images) throws IOException {
    int batch = CacheSettings.DEFAULT_BATCH;
    float[] pixels = pixels(batch);
    long start = System.nanoTime();
    for (int done = 0; done < images; done += batch) {
      int count = Math.min(batch, images - done);
      encoder.encode(
          count == batch ? pixels : Arrays.copyOf(pixels, count * pixels.length / batch), count);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private float[] pixels(int batch) throws IOException {
    Preprocessor preprocessor = new Preprocessor(manifest.preprocessing());
    float[] pixels = new float[0];
    for (int i = 0; i < batch; i++) {
      float[] one =
          preprocessor.apply(
              ImageDecoder.decode(dataset.root().resolve(dataset.images().get(i).path())));
      pixels = Arrays.copyOf(pixels, pixels.length + one.length);
      System.arraycopy(one, 0, pixels, pixels.length - one.length, one.length);
    }
    return pixels;
  }

  private double cache() throws IOException {
    Path folder = Files.createTempDirectory("softcpt-caching");
    try {
      long start = System.nanoTime();
      new FeatureCacheBuilder(request(), encoder, CacheListener.SILENT).build(folder);
      return (System.nanoTime() - start) / 1e9;
    } finally {
      delete(folder);
    }
  }

  private CacheRequest request() {
    return new CacheRequest(
        dataset, manifest.preprocessing(), manifest.imageEncoderDigest(), CacheSettings.of(0, 1));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
