package org.softcpt.trainer.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The figure a task is judged by. */
public enum Metric {
  /** Share of images that are right. */
  @JsonProperty("overall_acc")
  OVERALL_ACC("overall_acc"),
  /** Mean over classes of the share of the class's images that are right. */
  @JsonProperty("mean_acc")
  MEAN_ACC("mean_acc");

  private final String key;

  Metric(String key) {
    this.key = key;
  }

  /**
   * Names the metric in files.
   *
   * @return {@code overall_acc} or {@code mean_acc}
   */
  public String key() {
    return key;
  }

  /**
   * Finds a metric by its name in files.
   *
   * @param key e.g. {@code overall_acc}
   * @return the metric, or empty if there is none of that name
   */
  public static Optional<Metric> ofKey(String key) {
    return Arrays.stream(values()).filter(metric -> metric.key.equals(key)).findFirst();
  }

  static String knownKeys() {
    return Arrays.stream(values()).map(Metric::key).collect(Collectors.joining(" or "));
  }
}
