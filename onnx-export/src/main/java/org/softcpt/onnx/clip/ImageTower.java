package org.softcpt.onnx.clip;

import java.util.List;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.config.ModifiedResNet;
import org.softcpt.models.config.VisionTransformer;
import org.softcpt.models.tensor.TensorSource;
import org.softcpt.onnx.graph.Ops;
import org.softcpt.onnx.graph.Value;

/** An image tower as a graph, and the folded weights the graph refers to. */
public interface ImageTower {

  /**
   * The tower of an architecture.
   *
   * @param config the architecture
   * @return its tower
   */
  static ImageTower of(ClipConfig config) {
    return config.vision() instanceof ModifiedResNet network
        ? new ResNetTower(network, config.embedDim())
        : new VisionTransformerTower((VisionTransformer) config.vision(), config.embedDim());
  }

  /**
   * Adds the tower to a graph.
   *
   * @param ops of the graph, to which the input {@code pixels} [B, 3, side, side] is added
   * @return features [B, D], not normalised
   */
  Value features(Ops ops);

  /**
   * Lists the folded tensors.
   *
   * @param source the model's weights, named as {@link org.softcpt.models.weights.ClipTensors} says
   * @return what the graph refers to
   */
  List<FoldedTensor> fold(TensorSource source);
}
