package org.softcpt.onnx.clip;

import java.util.List;
import org.softcpt.models.config.ModifiedResNet;
import org.softcpt.models.config.Precision;
import org.softcpt.models.tensor.TensorSource;

/**
 * The residual network's weights, folded: batch normalisation into the convolution before it;
 * 1/√(head width) into the pooling's query; the pooling's key bias dropped and its value bias moved
 * through the last map, as {@link AttentionPool} explains. All of it is exact algebra.
 */
final class ResNetWeights {

  static final String POOL_POSITIONS = "image.pool.positions";
  static final String POOL_QUERY = "image.pool.query";
  static final String POOL_KEY = "image.pool.key";
  static final String POOL_VALUE = "image.pool.value";
  static final String POOL_OUT = "image.pool.out";

  /** PyTorch's default, which CLIP's networks were trained with; no file states it. */
  private static final double EPSILON = 1e-5;

  private static final String POOL = "visual.attnpool.";

  private final WeightList list;
  private final TensorSource source;

  private ResNetWeights(TensorSource source, Precision precision) {
    list = new WeightList(precision);
    this.source = source;
  }

  static String stem(int number) {
    return "image.stem." + number;
  }

  static String block(int stage, int block, String part) {
    return "image." + stage + "." + block + "." + part;
  }

  /**
   * Lists the folded tensors of a residual network.
   *
   * @param config its architecture
   * @param embedDim D
   * @param source its weights, OpenAI's names
   * @param precision how they are stored; not in eight bits
   * @return what the image encoder's graph refers to
   */
  static List<FoldedTensor> fold(
      ModifiedResNet config, int embedDim, TensorSource source, Precision precision) {
    ResNetWeights weights = new ResNetWeights(source, precision);
    for (int number = 1; number <= 3; number++) {
      weights.convolution(stem(number), "visual.conv" + number, "visual.bn" + number);
    }
    for (int stage = 0; stage < config.stages().size(); stage++) {
      for (int block = 0; block < config.stages().get(stage); block++) {
        weights.block(stage, block);
      }
    }
    weights.pool(config, embedDim);
    return weights.list.tensors();
  }

  private void block(int stage, int block) {
    String from = "visual.layer%d.%d.".formatted(stage + 1, block);
    for (String number : List.of("1", "2", "3")) {
      convolution(block(stage, block, number), from + "conv" + number, from + "bn" + number);
    }
    if (block == 0) {
      convolution(block(stage, 0, "shortcut"), from + "downsample.0", from + "downsample.1");
    }
  }

  private void convolution(String name, String kernels, String normalization) {
    list.convolution(
        name,
        source.shape(kernels + ".weight"),
        () -> LinearMap.read(source, kernels).before(source, normalization, EPSILON));
  }

  private void pool(ModifiedResNet config, int embedDim) {
    int width = config.pooledWidth();
    int heads = config.heads();
    double scale = 1 / Math.sqrt((double) width / heads);
    list.transposed(POOL_POSITIONS, source, POOL + "positional_embedding", 1);
    list.linear(
        POOL_QUERY, width, width, () -> LinearMap.read(source, POOL + "q_proj").scaled(scale));
    list.reshaped(POOL_KEY, List.of(heads, width / heads, width), source, POOL + "k_proj.weight");
    list.transposed(POOL_VALUE, source, POOL + "v_proj.weight", heads);
    list.linear(
        POOL_OUT,
        embedDim,
        width,
        () -> LinearMap.read(source, POOL + "c_proj").after(source.floats(POOL + "v_proj.bias")));
  }
}
