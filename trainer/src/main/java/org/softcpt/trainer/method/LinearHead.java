package org.softcpt.trainer.method;

import java.util.Arrays;
import java.util.List;

/**
 * Logits that are linear in an image feature: {@code weights · f + bias}.
 *
 * @param weights {@code [C, D]}; copied
 * @param bias {@code [C]}; copied
 * @param unitFeatures whether f is made length one first; else it is as the encoder gave it
 */
public record LinearHead(float[] weights, float[] bias, boolean unitFeatures) {

  /**
   * Copies.
   *
   * @throws IllegalArgumentException if there is no bias, or the weights are no rows for each
   */
  public LinearHead {
    weights = weights.clone();
    bias = bias.clone();
    if (bias.length == 0 || weights.length == 0 || weights.length % bias.length != 0) {
      throw new IllegalArgumentException(
          "linear head: %d weights and %d biases".formatted(weights.length, bias.length));
    }
  }

  @Override
  public float[] weights() {
    return weights.clone();
  }

  @Override
  public float[] bias() {
    return bias.clone();
  }

  /**
   * Gives the width of a feature.
   *
   * @return D
   */
  public int width() {
    return weights.length / bias.length;
  }

  /**
   * Puts the classes of several heads one after another.
   *
   * @param heads of one kind; at least one
   * @return the head of all classes
   */
  static LinearHead joined(List<LinearHead> heads) {
    List<float[]> weights = heads.stream().map(LinearHead::weights).toList();
    List<float[]> biases = heads.stream().map(LinearHead::bias).toList();
    return new LinearHead(
        StagedClassifier.joined(weights),
        StagedClassifier.joined(biases),
        heads.get(0).unitFeatures());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LinearHead that
        && unitFeatures == that.unitFeatures
        && Arrays.equals(weights, that.weights)
        && Arrays.equals(bias, that.bias);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(weights) + Arrays.hashCode(bias);
  }

  @Override
  public String toString() {
    return "LinearHead[%d classes, width %d]".formatted(bias.length, width());
  }
}
