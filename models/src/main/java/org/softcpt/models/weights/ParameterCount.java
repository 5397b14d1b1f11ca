package org.softcpt.models.weights;

import java.util.List;
import java.util.Map;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.tensor.TensorShape;

/**
 * How many numbers of a CLIP were trained. Batch normalisation's running statistics were not.
 *
 * @param image of the image tower, its projection included
 * @param text of the text tower, its projection included
 */
public record ParameterCount(long image, long text) {

  private static final String STATISTICS = ".running_";

  /**
   * Counts an architecture's parameters.
   *
   * @param config the architecture
   * @return its counts
   */
  public static ParameterCount of(ClipConfig config) {
    long image = 0;
    long text = 0;
    for (Map.Entry<String, List<Integer>> tensor : ClipTensors.shapes(config).entrySet()) {
      long elements =
          tensor.getKey().contains(STATISTICS) ? 0 : TensorShape.elements(tensor.getValue());
      if (tensor.getKey().startsWith("text_")) {
        text = Math.addExact(text, elements);
      } else if (!tensor.getKey().equals(ClipTensors.LOGIT_SCALE)) {
        image = Math.addExact(image, elements);
      }
    }
    return new ParameterCount(image, text);
  }

  /**
   * Both towers and the logit scale.
   *
   * @return as others count a model's parameters
   */
  public long total() {
    return image + text + 1;
  }
}
