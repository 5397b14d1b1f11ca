package org.softcpt.models.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.models.tensor.FloatTensor;

/**
 * The meta network of bundles whose entry is of version 1, to be read: from the text feature d of
 * {@code [SOS] U <task> . [EOT]} to the context <i>S = d · P</i> of the task's class prompts. Later
 * bundles hold a graph, which can be more than a linear map.
 *
 * @param taskContext U, {@code [M, w]}
 * @param subNetwork P, {@code [D, L·w]}
 * @see <a href="https://arxiv.org/abs/2208.13474">Ding et al., section 3</a>
 */
public record LinearMetaNetwork(FloatTensor taskContext, FloatTensor subNetwork) {

  private static final String TASK_CONTEXT = "task_context";
  private static final String SUB_NETWORK = "sub_network";

  /**
   * Checks that the shapes fit together.
   *
   * @throws IllegalArgumentException if they do not; the message gives both
   */
  public LinearMetaNetwork {
    List<Integer> context = taskContext.shape();
    List<Integer> map = subNetwork.shape();
    boolean matrices = context.size() == 2 && map.size() == 2;
    if (!matrices || context.get(1) < 1 || map.get(1) < 1 || map.get(1) % context.get(1) != 0) {
      throw new IllegalArgumentException(
          "meta network: expected task context [M, w] and sub-network [D, L*w], found %s and %s"
              .formatted(context, map));
    }
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
    return subNetwork.shape().get(1) / tokenWidth();
  }

  /**
   * Width of a vector.
   *
   * @return w
   */
  public int tokenWidth() {
    return taskContext.shape().get(1);
  }

  /**
   * Writes a task's context.
   *
   * @param taskFeature d, {@code [D]}, as the encoder gave it
   * @return S, {@code [1, L, w]}
   * @throws IllegalArgumentException if the width is another
   */
  public FloatTensor context(float[] taskFeature) {
    int inputs = subNetwork.shape().get(0);
    int outputs = subNetwork.shape().get(1);
    if (taskFeature.length != inputs) {
      throw new IllegalArgumentException(
          "task feature: expected width %d, found %d".formatted(inputs, taskFeature.length));
    }
    double[] sums = new double[outputs];
    for (int row = 0; row < inputs; row++) {
      for (int column = 0; column < outputs; column++) {
        sums[column] += (double) taskFeature[row] * subNetwork.values()[row * outputs + column];
      }
    }
    float[] context = new float[outputs];
    for (int column = 0; column < outputs; column++) {
      context[column] = (float) sums[column];
    }
    return FloatTensor.of(context, 1, contextLength(), tokenWidth());
  }

  /**
   * Reads the network.
   *
   * @param file {@value BundleManifest#LINEAR_META_NETWORK} of a bundle
   * @return the network
   * @throws InvalidInputException if a tensor is missing or the shapes do not fit
   * @throws IOException if reading fails
   */
  public static LinearMetaNetwork read(Path file) throws IOException {
    try (SafetensorsFile source = SafetensorsFile.open(file)) {
      return new LinearMetaNetwork(source.tensor(TASK_CONTEXT), source.tensor(SUB_NETWORK));
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
