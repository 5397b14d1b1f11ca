package org.softcpt.onnx.clip;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.models.config.Activation;
import org.softcpt.onnx.graph.ElementType;
import org.softcpt.onnx.graph.Graph;
import org.softcpt.onnx.testing.OnnxRun;
import org.softcpt.onnx.testing.Tensor;

/** Every graph against transformers' and open_clip's CLIP in float64 over all 77 positions. */
class ClipGraphsGoldenTest {

  /** The bound. */
  private static final double SINGLE = 1e-5;

  /**
   * Golden values and folded weights are stored in single precision, half a unit of 1.2e-7 each.
   */
  private static final double DOUBLE = 1e-6;

  private static Map<String, Tensor> run(GoldenClip clip, Graph graph, Map<String, Tensor> inputs) {
    try (OnnxRun session = OnnxRun.of(graph, clip.weights())) {
      return session.run(inputs);
    }
  }

  private static void close(double tolerance, Tensor expected, Tensor found, String what) {
    double error = found.relativeError(expected);
    assertTrue(error < tolerance, () -> "%s: relative error %.2e".formatted(what, error));
  }

  @ParameterizedTest
  @ValueSource(strings = {"quick_gelu", "gelu", "huge"})
  void imageFeaturesAreTheOriginals(String name) {
    GoldenClip clip = GoldenClip.named(name);
    Graph graph = new ClipGraphs(clip.config(), ElementType.FLOAT).imageEncoder();
    Map<String, Tensor> found = run(clip, graph, Map.of("pixels", clip.value("pixels")));
    close(SINGLE, clip.value("image.features"), found.get("features"), "image features");
  }

  @ParameterizedTest
  @ValueSource(strings = {"quick_gelu", "gelu", "huge"})
  void textFeaturesAreTheOriginals(String name) {
    GoldenClip clip = GoldenClip.named(name);
    Graph graph = new ClipGraphs(clip.config(), ElementType.FLOAT).textEncoder();
    Map<String, Tensor> found = run(clip, graph, plainTokens(clip));
    close(SINGLE, clip.value("text.features"), found.get("features"), "text features");
  }

  private static Map<String, Tensor> plainTokens(GoldenClip clip) {
    List<int[]> suffixes = clip.suffixes("text");
    int length = 1 + suffixes.stream().mapToInt(suffix -> suffix.length).max().orElseThrow();
    double[] ids = new double[suffixes.size() * length];
    double[] eot = new double[suffixes.size()];
    for (int row = 0; row < suffixes.size(); row++) {
      int[] suffix = suffixes.get(row);
      ids[row * length] = clip.config().text().bosToken();
      for (int i = 0; i < suffix.length; i++) {
        ids[row * length + 1 + i] = suffix[i];
      }
      eot[row] = suffix.length;
    }
    return Map.of(
        "token_ids",
        new Tensor(new long[] {suffixes.size(), length}, ids),
        "eot",
        Tensor.vector(eot));
  }

  @ParameterizedTest
  @ValueSource(strings = {"quick_gelu", "gelu", "huge"})
  void promptEncoderWithoutContextsIsTheTextEncoder(String name) {
    GoldenClip clip = GoldenClip.named(name);
    Graph graph =
        new ClipGraphs(clip.config(), ElementType.FLOAT).promptEncoder(ContextPlaces.PREFIX);
    Tensor none = new Tensor(new long[] {1, 0, clip.config().text().width()}, new double[0]);
    Map<String, Tensor> found = run(clip, graph, clip.prompts("text", none, new int[5]));
    close(SINGLE, clip.value("text.features"), found.get("features"), "prompt features");
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT, quick_gelu",
    "FLOAT, gelu",
    "FLOAT, huge",
    "DOUBLE, quick_gelu"
  }) // no double Erf in the runtime
  void taskSegmentHasTheOriginalsGradient(ElementType real, String name) {
    GoldenClip clip = GoldenClip.named(name);
    double tolerance = real == ElementType.FLOAT ? SINGLE : DOUBLE;
    Map<String, Tensor> found =
        run(
            clip,
            new ClipGraphs(clip.config(), real).taskSegment(ContextPlaces.PREFIX),
            clip.taskInputs());
    close(tolerance, clip.value("task.features"), found.get("features"), "task features");
    close(tolerance, clip.value("task.d_contexts"), found.get("d_contexts"), "dU");
  }

  @ParameterizedTest
  @CsvSource({"FLOAT, quick_gelu", "FLOAT, gelu", "FLOAT, huge", "DOUBLE, quick_gelu"})
  void classSegmentHasTheOriginalsLossAndGradient(ElementType real, String name) {
    GoldenClip clip = GoldenClip.named(name);
    double tolerance = real == ElementType.FLOAT ? SINGLE : DOUBLE;
    Graph graph =
        new ClipGraphs(clip.config(), real)
            .classSegment(ContextPlaces.PREFIX, Math.exp(clip.logitScale()));
    Map<String, Tensor> found = run(clip, graph, clip.classInputs());
    for (String output : List.of("loss", "logits", "features", "d_contexts")) {
      close(tolerance, clip.value("class." + output), found.get(output), output);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 21", "2, 22", "3, 23"
  }) // step² and 1e-16/step, through a loss near 1: both below 1e-8
  void classGradientMatchesFiniteDifferences(int trial, long seed) {
    GoldenClip clip = GoldenClip.of(Activation.QUICK_GELU);
    Graph graph =
        new ClipGraphs(clip.config(), ElementType.DOUBLE).classSegment(ContextPlaces.PREFIX, 10);
    finiteDifference(clip, graph, clip.classInputs(), seed, found -> found.get("loss").values()[0]);
  }

  @ParameterizedTest
  @CsvSource({"1, 31", "2, 32", "3, 33"})
  void taskGradientMatchesFiniteDifferences(int trial, long seed) {
    GoldenClip clip = GoldenClip.of(Activation.QUICK_GELU);
    Graph graph =
        new ClipGraphs(clip.config(), ElementType.DOUBLE).taskSegment(ContextPlaces.PREFIX);
    Tensor upstream = clip.value("task.d_features");
    finiteDifference(
        clip, graph, clip.taskInputs(), seed, found -> found.get("features").dot(upstream));
  }

  private static void finiteDifference(
      GoldenClip clip,
      Graph graph,
      Map<String, Tensor> inputs,
      long seed,
      ToDoubleFunction<Map<String, Tensor>> loss) {
    double step = 1e-5;
    Tensor contexts = inputs.get("contexts");
    Tensor direction = Tensor.normal(new Random(seed), contexts.extents());
    try (OnnxRun session = OnnxRun.of(graph, clip.weights())) {
      double[] values = new double[2];
      for (int side = 0; side < 2; side++) {
        Map<String, Tensor> moved = new HashMap<>(inputs);
        moved.put("contexts", contexts.plus(side == 0 ? step : -step, direction));
        values[side] = loss.applyAsDouble(session.run(moved));
      }
      double slope = (values[0] - values[1]) / (2 * step);
      double projected = session.run(inputs).get("d_contexts").dot(direction);
      assertTrue(
          Math.abs(slope - projected) < 1e-6 * Math.max(1, Math.abs(slope)),
          () ->
              "seed %d: slope %s, projected %s, %s"
                  .formatted(seed, slope, projected, Arrays.toString(values)));
    }
  }
}
