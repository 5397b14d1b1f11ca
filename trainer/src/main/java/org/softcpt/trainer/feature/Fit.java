package org.softcpt.trainer.feature;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.softcpt.models.tensor.FloatTensor;

/**
 * What a method learned of a task.
 *
 * @param tensors everything its classifier is made of, by name; copied
 * @param chosen settings, and under {@code "from"} what they were chosen by; copied
 */
public record Fit(Map<String, FloatTensor> tensors, Map<String, Object> chosen) {

  /** What was chosen by looking at nothing. */
  static final String FIXED = "fixed";

  /** Copies the maps and keeps their order. */
  public Fit {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    chosen = Collections.unmodifiableMap(new LinkedHashMap<>(chosen));
  }

  static FloatTensor scalar(double value) {
    return FloatTensor.of(new float[] {(float) value}, 1);
  }
}
