package org.softcpt.benchmarks.load;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.folder.ModelManifest;

/**
 * A bundle's image encoder in ONNX Runtime's own Java interface, nothing of ours around it: what a
 * server is measured against. As a program: images a second. Arguments: bundle, threads, spin or
 * sleep, batches separated by commas, seconds of each.
 */
public final class BareSession implements AutoCloseable {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final int side;

  BareSession(Path bundle, int threads, boolean spinning) throws IOException {
    side = BundleManifest.read(bundle).preprocessing().crop();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.addConfigEntry("session.intra_op.allow_spinning", spinning ? "1" : "0");
      session =
          environment.createSession(
              bundle.resolve(ModelManifest.IMAGE_ENCODER).toString(), options);
    } catch (OrtException e) {
      throw new IOException(bundle + ": " + e.getMessage(), e);
    }
  }

  /**
   * Measures and prints.
   *
   * @param arguments bundle, threads, spin or sleep, batches, seconds
   * @throws IOException if the bundle cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    int threads = Integer.parseInt(arguments[1]);
    boolean spinning = arguments[2].equals("spin");
    double seconds = Double.parseDouble(arguments[4]);
    System.out.println("bare session " + Arrays.toString(arguments) + " " + MachineFacts.now());
    try (BareSession session = new BareSession(Path.of(arguments[0]), threads, spinning)) {
      for (String batch : arguments[3].split(",")) {
        session.measure(Integer.parseInt(batch), seconds);
      }
    }
  }

  private void measure(int batch, double seconds) {
    FloatBuffer pixels = pixels(batch);
    Random random = new Random(1);
    for (int i = 0; i < pixels.capacity(); i++) {
      pixels.put(i, (float) random.nextGaussian());
    }
    timed(pixels, batch, Math.min(2, seconds / 4)); // warm-up
    Latencies latencies = new Latencies();
    long start = System.nanoTime();
    double before = processorSeconds();
    long runs = 0;
    for (; System.nanoTime() - start < seconds * 1e9; runs++) {
      latencies.record(run(pixels, batch));
    }
    double rate = batch * runs / ((System.nanoTime() - start) / 1e9);
    System.out.printf(
        "batch %d: %.1f images/s; %.3f ms of processor time an image; a run %s%n",
        batch, rate, 1000 * (processorSeconds() - before) / (batch * runs), latencies);
  }

  private static double processorSeconds() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .map(time -> time.toNanos() / 1e9)
        .orElse(Double.NaN);
  }

  private void timed(FloatBuffer pixels, int batch, double seconds) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < seconds * 1e9) {
      run(pixels, batch);
    }
  }

  /** A direct buffer, {@code [batch, 3, S, S]}. */
  FloatBuffer pixels(int batch) {
    int bytes = Math.multiplyExact(Math.multiplyExact(batch, 3 * Float.BYTES), side * side);
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /**
   * Runs the graph.
   *
   * @return nanoseconds of the run alone
   */
  long run(FloatBuffer pixels, int batch) {
    long[] shape = {batch, 3, side, side};
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, pixels, shape)) {
      long start = System.nanoTime();
      session.run(Map.of("pixels", tensor)).close();
      return System.nanoTime() - start;
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
