package org.softcpt.benchmarks;

import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.softcpt.onnx.graph.ElementType;
import org.softcpt.onnx.graph.Graph;
import org.softcpt.onnx.graph.GraphBuilder;
import org.softcpt.onnx.graph.OnnxWriter;
import org.softcpt.onnx.graph.Ops;
import org.softcpt.onnx.graph.Shape;
import org.softcpt.onnx.graph.Value;
import org.softcpt.runtime.GraphSession;
import org.softcpt.runtime.Inputs;
import org.softcpt.runtime.Outputs;
import org.softcpt.runtime.SessionOptions;

/**
 * The machine's single-precision matrix-product rate, as ONNX Runtime reaches it with a constant
 * weight.
 */
final class GemmRate implements AutoCloseable {

  private final GraphSession session;
  private final Inputs inputs;
  private final double flop;

  GemmRate(int rows, int inner, int columns, SessionOptions options) throws IOException {
    session = GraphSession.open(model(rows, inner, columns), options);
    inputs = new Inputs().put("x", random((long) rows * inner), rows, inner);
    flop = 2.0 * rows * inner * columns;
  }

  /** Operations a second, by the median of several products after one that is not timed. */
  double rate(int repeats) {
    return flop / Timing.of(1, repeats, () -> run(session, inputs)).median();
  }

  @Override
  public void close() {
    session.close();
  }

  /** Operations a second of a product [rows, inner] · [inner, columns], by the median time. */
  static double measure(int rows, int inner, int columns, SessionOptions options)
      throws IOException {
    try (GemmRate product = new GemmRate(rows, inner, columns, options)) {
      int repeats = (int) Math.max(5, 2e10 / product.flop);
      return product.rate(repeats);
    }
  }

  /** The best of these rates over square products and the shapes of CLIP's maps. */
  static double best(SessionOptions options) throws IOException {
    double best = 0;
    for (int[] shape :
        new int[][] {
          {2048, 2048, 2048},
          {1024, 1024, 1024},
          {517, 512, 2048},
          {517, 2048, 512},
          {1576, 768, 3072}
        }) {
      double rate = measure(shape[0], shape[1], shape[2], options);
      System.out.printf(
          "GEMM %d x %d x %d: %.1f GFLOP/s%n", shape[0], shape[1], shape[2], rate / 1e9);
      best = Math.max(best, rate);
    }
    return best;
  }

  /** One product with a constant right factor, which ONNX Runtime packs once. */
  private static byte[] model(int rows, int inner, int columns) throws IOException {
    GraphBuilder builder = new GraphBuilder(ElementType.FLOAT);
    Ops ops = new Ops(builder);
    Value x = builder.input("x", ElementType.FLOAT, Shape.of(rows, inner));
    float[] weight = random((long) inner * columns);
    double[] wide = new double[weight.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = weight[i];
    }
    Value product = ops.gemm(x, builder.reals(new long[] {inner, columns}, wide), null, false);
    Graph graph = builder.finish("gemm", Map.of("y", product));
    return OnnxWriter.write(graph, (tensor, value, w) -> {}, Map.of(), "softcpt").toByteArray();
  }

  private static float[] random(long length) {
    float[] values = new float[Math.toIntExact(length)];
    Random random = new Random(1);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }

  private static void run(GraphSession session, Inputs inputs) {
    try (Outputs outputs = session.run(inputs)) {
      outputs.shape("y");
    }
  }
}
