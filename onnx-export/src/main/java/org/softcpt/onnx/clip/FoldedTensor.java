package org.softcpt.onnx.clip;

import java.util.List;
import org.softcpt.models.safetensors.DType;
import org.softcpt.models.safetensors.TensorContent;

/**
 * A weight as the graphs use it, computed from the model's weights when it is asked for.
 *
 * @param name its name in the graphs and in the file beside them
 * @param dtype how it is stored: F32, F16, or I8
 * @param shape extents, outermost first
 * @param content computes the values
 */
public record FoldedTensor(String name, DType dtype, List<Integer> shape, TensorContent content) {

  /** Copies the shape. */
  public FoldedTensor {
    shape = List.copyOf(shape);
  }
}
