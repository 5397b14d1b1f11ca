package org.softcpt.trainer.method;

import java.util.List;
import org.softcpt.models.tensor.FloatTensor;

/**
 * One learnable tensor and its gradient. The arrays are the method's own: the optimiser writes
 * {@code values} in place, the method's next step reads them.
 *
 * @param name key in checkpoints and parameter files, e.g. {@code "sub_network"}
 * @param shape extents, outermost first; copied
 * @param values row-major, updated in place
 * @param gradient of the loss without weight decay, row-major, overwritten by every step
 */
public record Parameter(String name, List<Integer> shape, float[] values, float[] gradient) {

  /**
   * Checks both arrays against the shape.
   *
   * @throws IllegalArgumentException if a size disagrees with the shape
   */
  public Parameter {
    shape = List.copyOf(shape);
    int needed = shape.stream().reduce(1, Math::multiplyExact);
    if (values.length != needed || gradient.length != needed) {
      throw new IllegalArgumentException(
          "parameter '%s' %s needs %d values, got %d and a gradient of %d"
              .formatted(name, shape, needed, values.length, gradient.length));
    }
  }

  /**
   * A parameter whose gradient is still zero.
   *
   * @param name key in files
   * @param shape extents, outermost first
   * @param values row-major; kept, not copied
   * @return the parameter
   */
  public static Parameter of(String name, List<Integer> shape, float[] values) {
    return new Parameter(name, shape, values, new float[values.length]);
  }

  /** The present values, which the next step does not change. */
  FloatTensor copy() {
    return new FloatTensor(shape, values.clone());
  }
}
