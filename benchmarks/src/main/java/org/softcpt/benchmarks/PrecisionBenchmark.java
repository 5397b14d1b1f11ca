package org.softcpt.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.runtime.Device;
import org.softcpt.runtime.ImageEncoder;
import org.softcpt.runtime.ModelFolder;
import org.softcpt.runtime.SessionOptions;

/**
 * Image encoders of one architecture in turn, so that a machine whose speed drifts is fair to all.
 * The first is what the others are compared with. Arguments: threads, batch, runs, then the model
 * folders.
 */
public final class PrecisionBenchmark {

  private final String name;
  private final ImageEncoder encoder;
  private final double[] seconds;

  private PrecisionBenchmark(String name, ImageEncoder encoder, int runs) {
    this.name = name;
    this.encoder = encoder;
    this.seconds = new double[runs];
  }

  /**
   * Measures and prints.
   *
   * @param arguments threads, batch, runs, model folders
   * @throws IOException if a model cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    SessionOptions options = new SessionOptions(Device.cpu(), Integer.parseInt(arguments[0]));
    int batch = Integer.parseInt(arguments[1]);
    int runs = Integer.parseInt(arguments[2]);
    List<PrecisionBenchmark> all = new ArrayList<>();
    for (String folder : Arrays.asList(arguments).subList(3, arguments.length)) {
      all.add(open(Path.of(folder), options, runs));
    }
    float[] pixels = pixels(all.get(0).encoder.side(), batch);
    all.forEach(each -> each.encoder.encode(pixels, batch)); // warm
    for (int run = 0; run < runs; run++) {
      for (PrecisionBenchmark each : all) {
        each.seconds[run] = Timing.of(0, 1, () -> each.encoder.encode(pixels, batch)).median();
      }
    }
    all.forEach(each -> each.print(all.get(0), batch));
    all.forEach(each -> each.encoder.close());
  }

  private static PrecisionBenchmark open(Path folder, SessionOptions options, int runs)
      throws IOException {
    ModelFolder model = ModelFolder.open(folder);
    model.manifest().verify(folder); // so that digests are no part of the time, nor the disk
    double resident = Memory.resident();
    long start = System.nanoTime();
    ImageEncoder encoder = model.imageEncoder(options);
    System.out.printf(
        "%s: image encoder of %.1f MiB, opens in %.2f s (digests included), resident %+.0f MiB%n",
        model.manifest().precision(),
        Files.size(folder.resolve(ModelManifest.IMAGE_WEIGHTS)) / 0x1p20,
        (System.nanoTime() - start) / 1e9,
        Memory.resident() - resident);
    return new PrecisionBenchmark(model.manifest().precision().id(), encoder, runs);
  }

  private void print(PrecisionBenchmark first, int batch) {
    double[] ratios = new double[seconds.length];
    Arrays.setAll(ratios, run -> first.seconds[run] / seconds[run]);
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    Arrays.sort(ratios);
    int last = seconds.length - 1;
    System.out.printf(
        "%s, batch %d: median %.2f images/s (%.2f to %.2f); %.2f times %s (%.2f to %.2f, %d pairs)%n",
        name,
        batch,
        batch / sorted[last / 2],
        batch / sorted[last],
        batch / sorted[0],
        ratios[last / 2],
        first.name,
        ratios[0],
        ratios[last],
        seconds.length);
  }

  private static float[] pixels(int side, int batch) {
    Random random = new Random(1);
    float[] pixels = new float[batch * 3 * side * side];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    return pixels;
  }
}
