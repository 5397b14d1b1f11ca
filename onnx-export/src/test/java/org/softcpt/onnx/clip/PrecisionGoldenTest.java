package org.softcpt.onnx.clip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.softcpt.models.config.Activation;
import org.softcpt.models.config.Precision;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.safetensors.DType;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.models.tensor.TensorSource;
import org.softcpt.onnx.graph.ElementType;
import org.softcpt.onnx.graph.Graph;
import org.softcpt.onnx.testing.OnnxRun;
import org.softcpt.onnx.testing.Tensor;

/** Graphs in less than single precision against transformers' CLIP in float64. */
class PrecisionGoldenTest {

  /**
   * The bounds, 1 - cosine. Measured at this small size: half precision at most 3.3e-7,
   * bytes at most 3.2e-4.
   */
  private static final Map<Precision, Double> LOST =
      Map.of(Precision.FP16, 1e-4, Precision.INT8, 1e-3);

  private static Map<String, Tensor> run(GoldenClip clip, Graph graph, Map<String, Tensor> inputs) {
    try (OnnxRun session = OnnxRun.of(graph, clip.weights())) {
      return session.run(inputs);
    }
  }

  @ParameterizedTest
  @CsvSource({"FP16, QUICK_GELU", "FP16, GELU", "INT8, QUICK_GELU", "INT8, GELU"})
  void imageFeaturesPointWhereTheOriginalsDo(Precision precision, Activation activation) {
    GoldenClip clip = GoldenClip.of(activation, precision);
    Graph graph = new ClipGraphs(clip.config(), ElementType.FLOAT, precision).imageEncoder();
    Tensor found = run(clip, graph, Map.of("pixels", clip.value("pixels"))).get("features");
    Tensor expected = clip.value("image.features");
    int width = (int) found.extents()[1];
    for (int row = 0; row < found.extents()[0]; row++) {
      double lost = 1 - cosine(expected.values(), found.values(), row * width, width);
      assertTrue(lost < LOST.get(precision), precision + " lost " + lost);
    }
  }

  private static double cosine(double[] a, double[] b, int start, int width) {
    double dot = 0;
    double squareA = 0;
    double squareB = 0;
    for (int i = start; i < start + width; i++) {
      dot += a[i] * b[i];
      squareA += a[i] * a[i];
      squareB += b[i] * b[i];
    }
    return dot / Math.sqrt(squareA * squareB);
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void halfPrecisionWeightsChangeLossAndGradientByTheirRounding(Activation activation) {
    GoldenClip clip = GoldenClip.of(activation, Precision.FP16);
    ClipGraphs graphs = new ClipGraphs(clip.config(), ElementType.FLOAT, Precision.FP16);
    Map<String, Tensor> found =
        run(
            clip,
            graphs.classSegment(ContextPlaces.PREFIX, Math.exp((double) 2.3f)),
            clip.classInputs());
    for (String output : List.of("loss", "logits", "features", "d_contexts")) {
      double error = found.get(output).relativeError(clip.value("class." + output));
      assertTrue(error < 5e-3, output + ": " + error); // measured: gradient 1.1e-3, others 4.6e-4
    }
  }

  @Test
  void weightsBeyondHalfPrecisionAreNamed() {
    FoldedTensor tensor = weight(Precision.FP16, 65520);
    InvalidInputException e =
        assertThrows(InvalidInputException.class, () -> tensor.content().floats());
    assertTrue(e.getMessage().contains("weight 'x'"), e.getMessage());
    assertTrue(e.getMessage().contains("F16, found 65520"), e.getMessage());
  }

  @Test
  void weightsThatAreNoNumbersAreNamed() {
    for (Precision precision : Precision.values()) {
      FoldedTensor tensor = weight(precision, Float.NaN);
      assertThrows(InvalidInputException.class, () -> tensor.content().floats());
    }
  }

  @Test
  void onlyMatricesAreStoredInHalfPrecision() {
    WeightList list = new WeightList(Precision.FP16);
    list.constant("vector", 3, 1);
    assertEquals(DType.F32, list.tensors().get(0).dtype());
    assertEquals(DType.F16, weight(Precision.FP16, 1).dtype());
  }

  private static FoldedTensor weight(Precision precision, float value) {
    WeightList list = new WeightList(precision);
    list.plain("x", source(value), "original");
    return list.tensors().get(0);
  }

  private static TensorSource source(float value) {
    return new TensorSource() {
      @Override
      public Set<String> names() {
        return Set.of("original");
      }

      @Override
      public List<Integer> shape(String name) {
        return List.of(1, 2);
      }

      @Override
      public float[] floats(String name) {
        return new float[] {1, value};
      }

      @Override
      public FloatTensor tensor(String name) {
        return new FloatTensor(shape(name), floats(name));
      }
    };
  }
}
