package org.softcpt.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.prompt.PromptBatch;
import org.softcpt.onnx.clip.ClipGraphs;
import org.softcpt.onnx.clip.ContextPlaces;
import org.softcpt.onnx.graph.ElementType;
import org.softcpt.runtime.Device;
import org.softcpt.runtime.GraphSession;
import org.softcpt.runtime.Inputs;
import org.softcpt.runtime.ModelFolder;
import org.softcpt.runtime.Outputs;
import org.softcpt.runtime.SessionOptions;

/**
 * The class segment, forward and backward: one task of 100 classes, 17 prefix tokens, 5 class
 * tokens. Arguments: the model folder, threads, timed runs, steps of the memory check.
 */
public final class ClassSegmentBenchmark {

  private static final int CLASSES = 100;
  private static final int CONTEXT = 16;
  private static final int SUFFIX = 5;
  private static final int IMAGES = 32;

  /** Rows of the packed tokens: the prefix and all suffixes. */
  private static final int ROWS = 1 + CONTEXT + CLASSES * SUFFIX;

  private final ClipConfig config;
  private final Random random = new Random(1);

  private ClassSegmentBenchmark(ClipConfig config) {
    this.config = config;
  }

  /**
   * Measures and prints.
   *
   * @param arguments model folder, threads, runs, steps
   * @throws IOException if the model cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    ModelFolder model = ModelFolder.open(Path.of(arguments[0]));
    SessionOptions options = new SessionOptions(Device.cpu(), Integer.parseInt(arguments[1]));
    ClassSegmentBenchmark benchmark = new ClassSegmentBenchmark(model.manifest().architecture());
    benchmark.run(model, options, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
  }

  private void run(ModelFolder model, SessionOptions options, int runs, int steps)
      throws IOException {
    double flop = flop();
    try (GraphSession session = model.session(ModelManifest.CLASS_SEGMENT, options)) {
      Inputs inputs = inputs();
      Timing timing = Timing.of(3, runs, () -> step(session, inputs));
      System.out.println("class segment, forward and backward: " + timing);
      memory(session, inputs, steps);
      System.out.printf(
          "arithmetic of the matrix products: %.1f GFLOP; %.1f GFLOP/s%n",
          flop / 1e9, flop / timing.median() / 1e9);
      pairs(session, inputs, runs, flop, options);
    }
  }

  /** Step and product in turn: a machine whose speed drifts is fair to both. */
  private static void pairs(
      GraphSession session, Inputs inputs, int runs, double flop, SessionOptions options)
      throws IOException {
    double[] shares = new double[runs];
    double[] rates = new double[runs];
    try (GemmRate product = new GemmRate(ROWS, 512, 2048, options)) {
      for (int i = 0; i < runs; i++) {
        double step = Timing.of(0, 1, () -> step(session, inputs)).median();
        rates[i] = product.rate(11);
        shares[i] = flop / step / rates[i];
      }
    }
    Arrays.sort(shares);
    Arrays.sort(rates);
    System.out.printf(
        "GEMM 517 x 512 x 2048 in turn with the step: median %.1f GFLOP/s; the step reaches %.0f %% of it"
            + " (median of %d pairs, min %.0f, max %.0f)%n",
        rates[runs / 2] / 1e9,
        100 * shares[runs / 2],
        runs,
        100 * shares[0],
        100 * shares[runs - 1]);
  }

  private void memory(GraphSession session, Inputs inputs, int steps) {
    double before = Memory.resident();
    for (int i = 0; i < steps; i++) {
      step(session, inputs);
    }
    System.out.printf(
        "memory: peak %.0f MiB; resident %.0f MiB before and %.0f MiB after %d further steps%n",
        Memory.peak(), before, Memory.resident(), steps);
  }

  private static void step(GraphSession session, Inputs inputs) {
    try (Outputs outputs = session.run(inputs, "loss", "logits", "features", "d_contexts")) {
      if (!Float.isFinite(outputs.scalar("loss"))) {
        throw new IllegalStateException("loss is " + outputs.scalar("loss"));
      }
    }
  }

  private double flop() {
    Map<String, Long> symbols = new HashMap<>();
    long prefix = 1 + CONTEXT;
    symbols.put("G", 1L);
    symbols.put("L", (long) CONTEXT);
    symbols.put("P", prefix);
    symbols.put("G*P", prefix);
    symbols.put("C", (long) CLASSES);
    symbols.put("S", (long) SUFFIX);
    symbols.put("N", (long) CLASSES * SUFFIX);
    symbols.put("C*S", (long) CLASSES * SUFFIX);
    symbols.put("G*P+N", prefix + CLASSES * SUFFIX);
    symbols.put("G*P+S", prefix + SUFFIX);
    symbols.put("R", (long) IMAGES);
    return FlopCount.of(
        new ClipGraphs(config, ElementType.FLOAT).classSegment(ContextPlaces.PREFIX, 100), symbols);
  }

  private Inputs inputs() {
    PromptBatch prompts =
        PromptBatch.of(suffixes(), new int[CLASSES], 1 + CONTEXT, config.text().contextLength());
    long[] labels = random.ints(IMAGES, 0, CLASSES).asLongStream().toArray();
    int width = config.text().width();
    return new Inputs()
        .put("contexts", normal(CONTEXT * width, 0.02), 1, CONTEXT, width)
        .put("tokens", prompts.tokens(), prompts.tokens().length)
        .put("positions", prompts.positions(), prompts.positions().length)
        .put("rows", prompts.rows(), CLASSES, prompts.width())
        .put("slots", prompts.slots(), prompts.slots().length)
        .put("groups", prompts.groups(), CLASSES)
        .put("eot", prompts.eotRows(), CLASSES)
        .put("image_features", normal(IMAGES * config.embedDim(), 1), IMAGES, config.embedDim())
        .put("prompt_tasks", prompts.tasks(), CLASSES)
        .put("pair_tasks", new long[IMAGES], IMAGES)
        .put("pair_labels", labels, IMAGES)
        .put("images", new float[] {IMAGES});
  }

  private List<int[]> suffixes() {
    List<int[]> suffixes = new ArrayList<>();
    for (int i = 0; i < CLASSES; i++) {
      int[] suffix = random.ints(SUFFIX, 0, config.text().bosToken()).toArray();
      suffix[SUFFIX - 1] = config.text().eosToken();
      suffixes.add(suffix);
    }
    return suffixes;
  }

  private float[] normal(int length, double deviation) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return values;
  }
}
