package org.softcpt.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.softcpt.models.image.Augmentation;
import org.softcpt.models.image.ImageDecoder;
import org.softcpt.models.image.Picture;
import org.softcpt.models.image.Preprocessing;
import org.softcpt.models.image.Preprocessor;

/**
 * CPU time of one thread from a file's bytes to the encoder's input, so that other programs on the
 * machine count little: decoding, preprocessing and both.
 *
 * <p>Usage: {@code PreprocessingBenchmark FOLDER_OF_IMAGES [runs]}. The peer is {@code
 * benchmarks/peers/preprocessing.py}, which also makes the images.
 */
public final class PreprocessingBenchmark {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int WARM_UP = 600;

  private PreprocessingBenchmark() {}

  /** What is timed: something about the image of a number. */
  @FunctionalInterface
  private interface Work {
    Object of(int number) throws IOException;
  }

  /**
   * Measures.
   *
   * @param arguments folder of image files, number of timed runs
   * @throws IOException if an image cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 480;
    List<byte[]> files = files(Path.of(arguments[0]));
    List<Picture> pictures = new ArrayList<>();
    for (byte[] file : files) {
      pictures.add(ImageDecoder.decode(file, "image"));
    }
    Preprocessor preprocessor = new Preprocessor(Preprocessing.clip(224));
    Augmentation augmentation = new Augmentation(Preprocessing.clip(224));
    String digest = "00".repeat(32);
    int count = files.size();
    report("decode", runs, i -> ImageDecoder.decode(files.get(i % count), "image"));
    report("preprocess", runs, i -> preprocessor.apply(pictures.get(i % count)));
    report("augment", runs, i -> augmentation.view(pictures.get(i % count), 1, digest, 1 + i));
    report(
        "decode and preprocess",
        runs,
        i -> preprocessor.apply(ImageDecoder.decode(files.get(i % count), "image")));
  }

  private static List<byte[]> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().map(PreprocessingBenchmark::content).toList();
    }
  }

  private static byte[] content(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void report(String name, int runs, Work work) throws IOException {
    double[] millis = new double[runs];
    int used = 0; // keeps the work from being optimised away
    for (int run = -WARM_UP; run < runs; run++) {
      long start = THREADS.getCurrentThreadCpuTime();
      used += work.of(run + WARM_UP).hashCode();
      if (run >= 0) {
        millis[run] = (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
      }
    }
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "java    %-22s p50 %6.2f ms  p90 %6.2f ms  p99 %6.2f ms  %5.0f images/s and core (%x)%n",
        name,
        millis[runs / 2],
        millis[runs * 9 / 10],
        millis[runs * 99 / 100],
        1000 / millis[runs / 2],
        used);
  }
}
