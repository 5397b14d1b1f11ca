package org.softcpt.onnx.clip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.config.ModifiedResNet;
import org.softcpt.models.config.Precision;
import org.softcpt.models.config.TextConfig;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.onnx.graph.ElementType;
import org.softcpt.onnx.graph.Graph;
import org.softcpt.onnx.testing.OnnxRun;
import org.softcpt.onnx.testing.Tensor;

/** Features of places against PyTorch's in float64; {@code tools/golden_local.py}. */
class LocalFeaturesGoldenTest {

  /** Measured: 3.7e-7 at most; ten times that. */
  private static final double TOLERANCE = 3.7e-6;

  private static ClipConfig config(String name) {
    TextConfig unused = GoldenClip.named("huge").config().text();
    return name.equals("resnet")
        ? new ClipConfig(20, new ModifiedResNet(64, 4, List.of(1, 2, 1, 1), 8), unused)
        : GoldenClip.named(name).config();
  }

  private static Map<String, Tensor> weights(String name, Precision precision) throws IOException {
    try (SafetensorsFile source =
        SafetensorsFile.open(GoldenClip.folder(name).resolve("model.safetensors"))) {
      return GoldenClip.values(ImageTower.of(config(name), precision).fold(source));
    }
  }

  private static Tensor run(Graph graph, String name, Precision precision) throws IOException {
    Tensor pixels =
        GoldenClip.read(GoldenClip.folder(name).resolve("golden.safetensors")).get("pixels");
    try (OnnxRun session = OnnxRun.of(graph, weights(name, precision))) {
      return session.run(Map.of("pixels", pixels)).get("features");
    }
  }

  private static Tensor golden(String name) throws IOException {
    return GoldenClip.read(GoldenClip.folder(name).resolve("local.safetensors"))
        .get("local_features");
  }

  private static ClipGraphs graphs(String name, Precision precision) {
    return new ClipGraphs(config(name), ElementType.FLOAT, precision);
  }

  @ParameterizedTest
  @ValueSource(strings = {"quick_gelu", "gelu", "huge", "resnet"})
  void everyPlacesFeatureIsTheOriginals(String name) throws IOException {
    Tensor expected = golden(name);
    Tensor found = run(graphs(name, Precision.FP32).localEncoder(), name, Precision.FP32);
    long[] extents = expected.extents(); // [B, T, D]
    assertArrayEquals(new long[] {extents[0], extents[1] * extents[2]}, found.extents());
    double error = new Tensor(extents, found.values()).relativeError(expected);
    assertTrue(error < TOLERANCE, () -> "%s: relative error %.2e".formatted(name, error));
  }

  @ParameterizedTest
  @ValueSource(strings = {"quick_gelu", "gelu", "huge", "resnet"})
  void theFirstRowIsTheImageEncoders(String name) throws IOException {
    Tensor all = run(graphs(name, Precision.FP32).localEncoder(), name, Precision.FP32);
    Tensor image = run(graphs(name, Precision.FP32).imageEncoder(), name, Precision.FP32);
    int images = (int) image.extents()[0];
    int width = (int) image.extents()[1];
    int row = (int) all.extents()[1];
    double[] first = new double[images * width];
    for (int i = 0; i < images; i++) {
      System.arraycopy(all.values(), i * row, first, i * width, width);
    }
    double error = new Tensor(image.extents(), first).relativeError(image);
    assertTrue(error < TOLERANCE, () -> "%s: relative error %.2e".formatted(name, error));
  }

  @ParameterizedTest // eight bits: the quantised last block sees all tokens, as the others do
  @ValueSource(strings = {"quick_gelu", "gelu"})
  void bytesStayNear(String name) throws IOException {
    Tensor expected = golden(name);
    Tensor found = run(graphs(name, Precision.INT8).localEncoder(), name, Precision.INT8);
    double error = new Tensor(expected.extents(), found.values()).relativeError(expected);
    assertTrue(error > TOLERANCE && error < 0.2, () -> "%s: %.2e".formatted(name, error));
    assertTrue(Arrays.stream(found.values()).allMatch(Double::isFinite));
  }
}
