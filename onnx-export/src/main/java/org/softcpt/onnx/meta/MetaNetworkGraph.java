package org.softcpt.onnx.meta;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.softcpt.models.tensor.FloatTensor;

/**
 * A trained meta network: from the text features of {@code [SOS] U <task> . [EOT]} to the contexts
 * of the tasks' class prompts. U, the task context, is in the graph too, as an output that reads no
 * input; the model's prompt encoder makes both kinds of features.
 *
 * @param taskContext U, {@code [M, w]}
 * @param layers of the sub-network, {@code D} to {@code L·w}; ReLU behind every layer but the last
 * @see <a href="https://arxiv.org/abs/2208.13474">Ding et al., section 3</a>
 */
public record MetaNetworkGraph(FloatTensor taskContext, List<Layer> layers) {

  /** Key of the JSON object in the model's metadata that says how the graph is used. */
  public static final String METADATA = "softcpt.meta_network";

  /** The input, {@code [T, D]}. */
  public static final String TASK_FEATURES = "task_features";

  /** The output that reads no input, {@code [1, M, w]}. */
  public static final String TASK_CONTEXT = "task_context";

  /** The output that reads the input, {@code [T, L, w]}. */
  public static final String CONTEXTS = "contexts";

  /**
   * A linear map.
   *
   * @param weight {@code [inputs, outputs]}: rows are multiplied from the left
   * @param bias {@code [outputs]}
   */
  public record Layer(FloatTensor weight, Optional<FloatTensor> bias) {

    /**
     * Checks the shapes.
     *
     * @throws IllegalArgumentException if they are others; the message gives both
     */
    public Layer {
      List<Integer> found = bias.map(FloatTensor::shape).orElse(List.of());
      boolean matrix = weight.shape().size() == 2;
      if (!matrix || bias.isPresent() && !found.equals(weight.shape().subList(1, 2))) {
        throw new IllegalArgumentException(
            "layer: expected weight [inputs, outputs] and bias [outputs], found %s and %s"
                .formatted(weight.shape(), found));
      }
    }

    int inputs() {
      return weight.shape().get(0);
    }

    int outputs() {
      return weight.shape().get(1);
    }
  }

  /**
   * Checks that the shapes fit together.
   *
   * @throws IllegalArgumentException if they do not; the message gives them
   */
  public MetaNetworkGraph {
    layers = List.copyOf(layers);
    if (taskContext.shape().size() != 2 || !fit(taskContext.shape().get(1), layers)) {
      throw new IllegalArgumentException(
          "meta network: expected task context [M, w] and layers from D to L*w, found %s and %s"
              .formatted(
                  taskContext.shape(),
                  layers.stream().map(each -> each.weight().shape()).toList()));
    }
  }

  private static boolean fit(int tokenWidth, List<Layer> layers) {
    for (int i = 1; i < layers.size(); i++) {
      if (layers.get(i).inputs() != layers.get(i - 1).outputs()) {
        return false;
      }
    }
    int outputs = layers.isEmpty() ? 0 : layers.get(layers.size() - 1).outputs();
    return tokenWidth > 0 && outputs > 0 && outputs % tokenWidth == 0;
  }

  /**
   * Width of the text features.
   *
   * @return D
   */
  public int featureWidth() {
    return layers.get(0).inputs();
  }

  /**
   * Vectors of a task prompt's context.
   *
   * @return M
   */
  public int taskContextLength() {
    return taskContext.shape().get(0);
  }

  /**
   * Vectors of a class prompt's context.
   *
   * @return L
   */
  public int contextLength() {
    return layers.get(layers.size() - 1).outputs() / tokenWidth();
  }

  /**
   * Width of a token.
   *
   * @return w
   */
  public int tokenWidth() {
    return taskContext.shape().get(1);
  }

  /**
   * Writes an ONNX file with the weights in it.
   *
   * @param file the file to make
   * @throws IOException if writing fails
   */
  public void write(Path file) throws IOException {
    new MetaNetworkFile(this).write(file);
  }
}
