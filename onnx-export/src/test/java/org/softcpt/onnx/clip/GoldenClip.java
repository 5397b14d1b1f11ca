package org.softcpt.onnx.clip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.softcpt.models.config.Activation;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.config.Precision;
import org.softcpt.models.config.TextConfig;
import org.softcpt.models.config.VisionTransformer;
import org.softcpt.models.prompt.PromptBatch;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.onnx.testing.Tensor;

/**
 * A small CLIP with golden values; written by {@code tools/golden_segments.py} (quick_gelu, gelu)
 * and {@code tools/golden_backbones.py} (huge).
 */
record GoldenClip(
    ClipConfig config, double logitScale, Map<String, Tensor> weights, Map<String, Tensor> golden) {

  static final int EOT = 60;

  static GoldenClip of(Activation activation) {
    return named(activation == Activation.GELU ? "gelu" : "quick_gelu");
  }

  static GoldenClip of(Activation activation, Precision precision) {
    return named(activation == Activation.GELU ? "gelu" : "quick_gelu", precision);
  }

  static GoldenClip named(String name) {
    return named(name, Precision.FP32);
  }

  private static GoldenClip named(String name, Precision precision) {
    ClipConfig config = config(name);
    Path folder = folder(name);
    try (SafetensorsFile source = SafetensorsFile.open(folder.resolve("model.safetensors"))) {
      List<FoldedTensor> all = new ArrayList<>();
      all.addAll(TextWeights.fold(config.text(), config.embedDim(), source, precision.ofText()));
      all.addAll(ImageTower.of(config, precision).fold(source));
      return new GoldenClip(
          config,
          source.floats("logit_scale")[0],
          values(all),
          read(folder.resolve("golden.safetensors")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ClipConfig config(String name) {
    return switch (name) {
      case "quick_gelu" -> small(Activation.QUICK_GELU);
      case "gelu" -> small(Activation.GELU);
      case "huge" ->
          new ClipConfig(
              32,
              new VisionTransformer(28, 7, 20, 2, 2, 80, Activation.GELU, 1e-5),
              new TextConfig(61, 77, 32, 2, 4, 128, Activation.GELU, 1e-5, 59, EOT));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static ClipConfig small(Activation activation) {
    return new ClipConfig(
        20,
        new VisionTransformer(32, 8, 32, 3, 4, 96, activation, 1e-5),
        new TextConfig(61, 77, 24, 3, 3, 80, activation, 1e-5, 59, EOT));
  }

  static Path folder(String name) {
    try {
      return Path.of(GoldenClip.class.getResource("/org/softcpt/onnx/golden/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Folded tensors by name. */
  static Map<String, Tensor> values(List<FoldedTensor> folded) throws IOException {
    Map<String, Tensor> weights = new HashMap<>();
    for (FoldedTensor tensor : folded) {
      weights.put(tensor.name(), Tensor.of(tensor.content().floats(), extents(tensor.shape())));
    }
    return weights;
  }

  static Map<String, Tensor> read(Path file) throws IOException {
    Map<String, Tensor> tensors = new HashMap<>();
    try (SafetensorsFile source = SafetensorsFile.open(file)) {
      for (String name : source.names()) {
        long[] extents = extents(source.shape(name));
        boolean whole = source.tensors().get(name).dtype().name().equals("I64");
        tensors.put(
            name,
            whole
                ? Tensor.of(source.longs(name), extents)
                : Tensor.of(source.floats(name), extents));
      }
    }
    return tensors;
  }

  private static long[] extents(List<Integer> shape) {
    return shape.stream().mapToLong(Integer::longValue).toArray();
  }

  Tensor value(String name) {
    return golden.get(name);
  }

  /** Token lists of {@code part.tokens}, cut by {@code part.lengths}. */
  List<int[]> suffixes(String part) {
    int[] tokens = Arrays.stream(value(part + ".tokens").values()).mapToInt(v -> (int) v).toArray();
    List<int[]> suffixes = new ArrayList<>();
    int at = 0;
    for (double length : value(part + ".lengths").values()) {
      suffixes.add(Arrays.copyOfRange(tokens, at, at + (int) length));
      at += (int) length;
    }
    return suffixes;
  }

  /** Inputs of a prompt graph for the golden prompts of a part. */
  Map<String, Tensor> prompts(String part, Tensor contexts, int[] groups) {
    int prefix = 1 + (int) contexts.extents()[1];
    PromptBatch batch =
        PromptBatch.of(suffixes(part), groups, prefix, config.text().contextLength());
    Map<String, Tensor> inputs = new HashMap<>();
    inputs.put("contexts", contexts);
    inputs.put("tokens", Tensor.of(batch.tokens(), batch.tokens().length));
    inputs.put("positions", Tensor.of(batch.positions(), batch.positions().length));
    inputs.put("rows", Tensor.of(batch.rows(), batch.prompts(), batch.width()));
    inputs.put("slots", Tensor.of(batch.slots(), batch.slots().length));
    inputs.put("groups", Tensor.of(batch.groups(), batch.prompts()));
    inputs.put("eot", Tensor.of(batch.eotRows(), batch.prompts()));
    return inputs;
  }

  Map<String, Tensor> taskInputs() {
    Map<String, Tensor> inputs = prompts("task", value("task.contexts"), new int[4]);
    inputs.put("d_features", value("task.d_features"));
    return inputs;
  }

  Map<String, Tensor> classInputs() {
    int[] groups =
        Arrays.stream(value("class.groups").values()).mapToInt(group -> (int) group).toArray();
    Map<String, Tensor> inputs = prompts("class", value("class.contexts"), groups);
    inputs.put("image_features", value("class.image_features"));
    inputs.put("prompt_tasks", value("class.groups"));
    inputs.put("pair_tasks", value("class.pair_groups"));
    inputs.put("pair_labels", value("class.pair_labels"));
    inputs.put("images", value("class.images"));
    return inputs;
  }
}
