package org.softcpt.trainer.method;

import java.util.List;

/**
 * Task features that are learned themselves, without names and text encoder: "Rand" in the paper's
 * Figure 5.
 */
final class LearnedFeatures implements InputFeatures {

  private final Parameter features; // [T, width]

  private LearnedFeatures(Parameter features) {
    this.features = features;
  }

  LearnedFeatures(int tasks, int width, long seed) {
    float[] values = Initialisation.normal(Math.multiplyExact(tasks, width), seed);
    features = Parameter.of("task_features", List.of(tasks, width), values);
  }

  /** The features of some tasks, to read. */
  LearnedFeatures only(int[] tasks) {
    float[] rows = Rows.gathered(features.values(), tasks, features.shape().get(0));
    return new LearnedFeatures(Parameter.of("task_features", List.of(tasks.length, width()), rows));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(features);
  }

  @Override
  public int width() {
    return features.shape().get(1);
  }

  @Override
  public float[] forward() {
    return features.values();
  }

  @Override
  public void backward(float[] gradient) {
    System.arraycopy(gradient, 0, features.gradient(), 0, gradient.length);
  }
}
