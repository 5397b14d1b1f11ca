package org.softcpt.onnx.clip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.softcpt.models.config.ModifiedResNet;
import org.softcpt.models.config.Precision;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.onnx.graph.ElementType;
import org.softcpt.onnx.graph.Graph;
import org.softcpt.onnx.graph.GraphBuilder;
import org.softcpt.onnx.graph.Ops;
import org.softcpt.onnx.testing.OnnxRun;
import org.softcpt.onnx.testing.Tensor;

/** The residual network against open_clip's in float64; {@code tools/golden_backbones.py}. */
class ResNetGoldenTest {

  /** Measured: 2.9e-7, single precision through 22 maps; ten times that. */
  private static final double TOLERANCE = 3e-6;

  private static final ResNetTower TOWER =
      new ResNetTower(new ModifiedResNet(64, 4, List.of(1, 2, 1, 1), 8), 20, Precision.FP32);

  private final Map<String, Tensor> golden = read("golden.safetensors");

  private static Map<String, Tensor> read(String file) {
    try {
      return GoldenClip.read(GoldenClip.folder("resnet").resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Tensor> folded() throws IOException {
    Path file = GoldenClip.folder("resnet").resolve("model.safetensors");
    try (SafetensorsFile source = SafetensorsFile.open(file)) {
      return GoldenClip.values(TOWER.fold(source));
    }
  }

  private static Graph graph() {
    Ops ops = new Ops(new GraphBuilder(ElementType.FLOAT));
    return ops.builder().finish("network", Map.of("features", TOWER.features(ops)));
  }

  @Test
  void featuresAreTheOriginals() throws IOException {
    try (OnnxRun run = OnnxRun.of(graph(), folded())) {
      Tensor found = run.run(Map.of("pixels", golden.get("pixels"))).get("features");
      double error = found.relativeError(golden.get("image.features"));
      assertTrue(error < TOLERANCE, () -> "relative error %.2e".formatted(error));
    }
  }

  @Test // so that the comparison above is blind to none of them
  void everyFoldedWeightMatters() throws IOException {
    Map<String, Tensor> weights = folded();
    Map<String, Tensor> inputs = Map.of("pixels", golden.get("pixels"));
    Set<String> without = new TreeSet<>();
    for (String name : weights.keySet()) {
      Map<String, Tensor> changed = new HashMap<>(weights);
      changed.put(name, weights.get(name).map(value -> value * 1.5));
      try (OnnxRun run = OnnxRun.of(graph(), changed)) {
        Tensor found = run.run(inputs).get("features");
        if (found.relativeError(golden.get("image.features")) < 10 * TOLERANCE) {
          without.add(name);
        }
      }
    }
    assertEquals(Set.of(), without);
  }

  @Test
  void theGraphReadsExactlyTheFoldedWeights() throws IOException {
    Set<String> read =
        graph().initializers().stream()
            .map(initializer -> initializer.value().name())
            .filter(name -> name.startsWith("image."))
            .collect(Collectors.toSet());
    assertEquals(folded().keySet(), read);
  }
}
