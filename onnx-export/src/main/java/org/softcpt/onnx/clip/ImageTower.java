package org.softcpt.onnx.clip;

import java.util.List;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.config.ModifiedResNet;
import org.softcpt.models.config.Precision;
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
   * @param precision how weights are stored, and whether bytes are multiplied; {@code INT8} for
   *     vision transformers only
   * @return its tower
   * @throws IllegalArgumentException if a residual network is to multiply bytes
   */
  static ImageTower of(ClipConfig config, Precision precision) {
    int width = config.embedDim();
    if (config.vision() instanceof VisionTransformer transformer) {
      return new VisionTransformerTower(transformer, width, precision);
    }
    if (precision == Precision.INT8) {
      throw new IllegalArgumentException("no int8 graph for " + config.vision());
    }
    return new ResNetTower((ModifiedResNet) config.vision(), width, precision);
  }

  /**
   * The tower of an architecture in single precision.
   *
   * @param config the architecture
   * @return its tower
   */
  static ImageTower of(ClipConfig config) {
    return of(config, Precision.FP32);
  }

  /**
   * Adds the tower to a graph.
   *
   * @param ops of the graph, to which the input {@code pixels} [B, 3, side, side] is added
   * @return features [B, D], not normalised
   */
  Value features(Ops ops);

  /**
   * Adds the tower to a graph, with a feature for every place of its last grid too, in the space of
   * the image's own: a place asks where otherwise the image as a whole does.
   *
   * @param ops of the graph, to which the input {@code pixels} [B, 3, side, side] is added
   * @return [B, T·D], not normalised: the image's feature, then those of T - 1 places, row by row
   */
  Value localFeatures(Ops ops);

  /**
   * Lists the folded tensors.
   *
   * @param source the model's weights, named as {@link org.softcpt.models.weights.ClipTensors} says
   * @return what the graph refers to
   */
  List<FoldedTensor> fold(TensorSource source);
}
