package org.softcpt.trainer.feature;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.softcpt.models.tensor.FloatTensor;

/**
 * What a method learned of a task.
 *
 * @param tensors everything its classifier is made of, by name; copied
 * @param chosen settings, and under {@code "from"} what they were chosen by; copied
 * @param steps of the descent, in order; empty if there was none; copied
 */
public record Fit(Map<String, FloatTensor> tensors, Map<String, Object> chosen, List<Step> steps) {

  /** What was chosen by looking at nothing. */
  static final String FIXED = "fixed";

  /**
   * One step of a descent.
   *
   * @param epoch from 1
   * @param loss before the step
   * @param learningRate of the step
   */
  public record Step(int epoch, double loss, double learningRate) {}

  /** What was found without steps. */
  Fit(Map<String, FloatTensor> tensors, Map<String, Object> chosen) {
    this(tensors, chosen, List.of());
  }

  /** Copies, and keeps the maps' order. */
  public Fit {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    steps = List.copyOf(steps);
    chosen = Collections.unmodifiableMap(new LinkedHashMap<>(chosen));
  }

  static FloatTensor scalar(double value) {
    return FloatTensor.of(new float[] {(float) value}, 1);
  }
}
