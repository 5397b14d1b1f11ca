package org.softcpt.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.config.VisionTransformer;
import org.softcpt.onnx.clip.ClipGraphs;
import org.softcpt.onnx.graph.ElementType;
import org.softcpt.runtime.Device;
import org.softcpt.runtime.ImageEncoder;
import org.softcpt.runtime.ModelFolder;
import org.softcpt.runtime.SessionOptions;

/** The image encoder alone. Arguments: the model folder, threads, batch, timed runs. */
public final class ImageEncoderBenchmark {

  private ImageEncoderBenchmark() {}

  /**
   * Measures and prints.
   *
   * @param arguments model folder, threads, batch, runs
   * @throws IOException if the model cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    ModelFolder model = ModelFolder.open(Path.of(arguments[0]));
    SessionOptions options = new SessionOptions(Device.cpu(), Integer.parseInt(arguments[1]));
    int batch = Integer.parseInt(arguments[2]);
    ClipConfig config = model.manifest().architecture();
    float[] pixels = pixels(config, batch);
    int runs = Integer.parseInt(arguments[3]);
    try (ImageEncoder encoder = model.imageEncoder(options)) {
      double flop = flop(config, batch);
      if (config.vision() instanceof VisionTransformer tower) {
        pairs(tower, encoder, pixels, batch, flop, runs, options);
      }
      Timing timing = Timing.of(2, runs, () -> encoder.encode(pixels, batch));
      double rate = GemmRate.best(options);
      System.out.println("image encoder, batch of " + batch + ": " + timing);
      System.out.printf(
          "%.2f images/s; %.1f GFLOP an image; %.1f GFLOP/s; %.0f %% of the best GEMM rate; peak %.0f MiB%n",
          batch / timing.median(),
          flop / batch / 1e9,
          flop / timing.median() / 1e9,
          100 * flop / timing.median() / rate,
          Memory.peak());
    }
  }

  /** Encoder and the product of its MLP in turn: a machine whose speed drifts is fair to both. */
  private static void pairs(
      VisionTransformer tower,
      ImageEncoder encoder,
      float[] pixels,
      int batch,
      double flop,
      int runs,
      SessionOptions options)
      throws IOException {
    int rows = batch * tower.tokens();
    double[] shares = new double[runs];
    double[] rates = new double[runs];
    try (GemmRate product = new GemmRate(rows, tower.width(), tower.mlpWidth(), options)) {
      for (int i = 0; i < runs; i++) {
        double seconds = Timing.of(0, 1, () -> encoder.encode(pixels, batch)).median();
        rates[i] = product.rate(11);
        shares[i] = flop / seconds / rates[i];
      }
    }
    Arrays.sort(shares);
    Arrays.sort(rates);
    System.out.printf(
        "in turn with the MLP's product, median %.1f GFLOP/s: the encoder reaches %.0f %% of it"
            + " (median of %d pairs, min %.0f, max %.0f)%n",
        rates[runs / 2] / 1e9,
        100 * shares[runs / 2],
        runs,
        100 * shares[0],
        100 * shares[runs - 1]);
  }

  private static float[] pixels(ClipConfig config, int batch) {
    int side = config.vision().imageSize();
    Random random = new Random(1);
    float[] pixels = new float[batch * 3 * side * side];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    return pixels;
  }

  private static double flop(ClipConfig config, int batch) {
    Map<String, Long> symbols = new HashMap<>();
    symbols.put("B", (long) batch);
    symbols.put("B*T", (long) batch * config.vision().tokens());
    return FlopCount.of(new ClipGraphs(config, ElementType.FLOAT).imageEncoder(), symbols);
  }
}
