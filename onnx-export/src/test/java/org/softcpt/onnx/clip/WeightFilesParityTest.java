package org.softcpt.onnx.clip;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.softcpt.models.config.Activation;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.config.Precision;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.models.weights.ActivationChoice;
import org.softcpt.models.weights.ClipWeightFiles;
import org.softcpt.models.weights.FileClip;
import org.softcpt.onnx.graph.ElementType;
import org.softcpt.onnx.graph.Graph;
import org.softcpt.onnx.testing.OnnxRun;
import org.softcpt.onnx.testing.Tensor;

/**
 * From the files people have to features: each layout as its own library saved it, against the
 * features that this library computes in float64 (tools/golden_weights.py).
 */
class WeightFilesParityTest {

  /** The bound, ten times the largest error measured here is 4.4e-6. */
  private static final double TOLERANCE = 1e-5;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "openai-vit, model.pt,",
    "openai-resnet, model.pt,",
    "open-clip-resnet, ,",
    "bare, state.pt, QUICK_GELU",
    "bare, legacy.pth, QUICK_GELU",
    "open-clip-safetensors, ,",
    "open-clip-bin, ,",
    "open-clip-custom-text, ,",
    "hugging-face-shards, ,",
    "hugging-face-bin, ,",
    "hugging-face-bin-shards, ,"
  })
  void imageFeaturesAreTheLibrarys(String layout, String file, Activation told) throws IOException {
    try (FileClip clip = open(layout, file, told)) {
      Graph graph = new ClipGraphs(clip.config(), ElementType.FLOAT).imageEncoder();
      Map<String, Tensor> weights = read(ImageTower.of(clip.config()).fold(clip.tensors()));
      close(layout, "image.features", graph, weights, Map.of("pixels", input("pixels")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "openai-vit, model.pt,",
    "openai-resnet, model.pt,",
    "bare, state.pt, QUICK_GELU",
    "bare, legacy.pth, QUICK_GELU",
    "open-clip-safetensors, ,",
    "open-clip-bin, ,",
    "open-clip-custom-text, ,",
    "open-clip-resnet, ,",
    "hugging-face-shards, ,",
    "hugging-face-bin, ,",
    "hugging-face-bin-shards, ,"
  })
  void textFeaturesAreTheLibrarys(String layout, String file, Activation told) throws IOException {
    try (FileClip clip = open(layout, file, told)) {
      ClipConfig config = clip.config();
      Graph graph = new ClipGraphs(config, ElementType.FLOAT).textEncoder();
      Map<String, Tensor> weights =
          read(TextWeights.fold(config.text(), config.embedDim(), clip.tensors(), Precision.FP32));
      Tensor tokens = input("tokens");
      Map<String, Tensor> inputs = Map.of("token_ids", tokens, "eot", eot(tokens));
      close(layout, "text.features", graph, weights, inputs);
    }
  }

  @Test // why nobody may guess it: features look right and are not
  void theWrongActivationIsFarOff() throws IOException {
    try (FileClip clip = open("bare", "state.pt", Activation.GELU)) {
      Graph graph = new ClipGraphs(clip.config(), ElementType.FLOAT).imageEncoder();
      Map<String, Tensor> weights = read(ImageTower.of(clip.config()).fold(clip.tensors()));
      double error = error("image.features", graph, weights, Map.of("pixels", input("pixels")));
      assertTrue(error > 100 * TOLERANCE, () -> "relative error %.2e".formatted(error));
    }
  }

  private void close(
      String layout,
      String golden,
      Graph graph,
      Map<String, Tensor> weights,
      Map<String, Tensor> inputs)
      throws IOException {
    double error = error(golden, graph, weights, inputs);
    assertTrue(error < TOLERANCE, () -> "%s, %s: %.2e".formatted(layout, golden, error));
  }

  private double error(
      String golden, Graph graph, Map<String, Tensor> weights, Map<String, Tensor> inputs)
      throws IOException {
    Tensor expected = tensor(folder.resolve("golden.safetensors"), golden);
    try (OnnxRun session = OnnxRun.of(graph, weights)) {
      return session.run(inputs).get("features").relativeError(expected);
    }
  }

  private FileClip open(String layout, String file, Activation told) throws IOException {
    unpack(layout);
    Path path = file == null ? folder : folder.resolve(file);
    return ClipWeightFiles.open(path, ActivationChoice.of(Optional.ofNullable(told)));
  }

  private Tensor input(String name) throws IOException {
    if (!Files.exists(folder.resolve("inputs.safetensors"))) {
      unpack(golden("inputs.safetensors.gz"));
    }
    return tensor(folder.resolve("inputs.safetensors"), name);
  }

  /** EOT is the highest id of a row. */
  private static Tensor eot(Tensor tokens) {
    int length = (int) tokens.extents()[1];
    double[] places = new double[(int) tokens.extents()[0]];
    for (int i = 0; i < tokens.values().length; i++) {
      int row = i / length;
      if (tokens.values()[i] > tokens.values()[row * length + (int) places[row]]) {
        places[row] = i % length;
      }
    }
    return Tensor.vector(places);
  }

  private static Map<String, Tensor> read(List<FoldedTensor> folded) throws IOException {
    Map<String, Tensor> weights = new HashMap<>();
    for (FoldedTensor tensor : folded) {
      weights.put(tensor.name(), Tensor.of(tensor.content().floats(), extents(tensor.shape())));
    }
    return weights;
  }

  private static Tensor tensor(Path path, String name) throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      long[] extents = extents(file.shape(name));
      return name.equals("tokens")
          ? Tensor.of(file.longs(name), extents)
          : Tensor.of(file.floats(name), extents);
    }
  }

  private static long[] extents(List<Integer> shape) {
    return shape.stream().mapToLong(Integer::longValue).toArray();
  }

  private void unpack(String layout) throws IOException {
    try (Stream<Path> files = Files.list(golden(layout))) {
      for (Path file : files.toList()) {
        unpack(file);
      }
    }
  }

  private void unpack(Path file) throws IOException {
    String name = file.getFileName().toString();
    boolean packed = name.endsWith(".gz");
    Path target = folder.resolve(packed ? name.substring(0, name.length() - 3) : name);
    try (InputStream in = Files.newInputStream(file)) {
      Files.copy(packed ? new GZIPInputStream(in) : in, target);
    }
  }

  private static Path golden(String name) {
    try {
      return Path.of(WeightFilesParityTest.class.getResource("/golden/weights/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
