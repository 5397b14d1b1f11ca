package org.softcpt.models.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How a model folder's graphs store and multiply weights. Features go in and out in single
 * precision always. Text graphs never compute in eight bits: gradients go through them.
 */
public enum Precision {
  /** Single precision throughout. */
  FP32,
  /** Matrices stored in half precision, widened when a session opens; arithmetic is single. */
  FP16,
  /**
   * The image encoder's products in eight bits: weights by column, activations quantised as they
   * come. Its patch embedding, attention, normalisations and last projection, and all text graphs,
   * are single precision.
   */
  INT8;

  /**
   * The name in options, manifests and metadata.
   *
   * @return e.g. {@code "fp16"}
   */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * All names, for messages.
   *
   * @return in the order of the values
   */
  public static List<String> ids() {
    return Arrays.stream(values()).map(Precision::id).toList();
  }

  /**
   * The value of a name.
   *
   * @param id one of {@link #ids()}
   * @return the precision
   * @throws IllegalArgumentException if it is no such name; the message lists them
   */
  @JsonCreator
  public static Precision of(String id) {
    return Arrays.stream(values())
        .filter(precision -> precision.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "precision: expected one of %s, found '%s'"
                        .formatted(String.join(", ", ids()), id)));
  }

  /**
   * What the text graphs have: {@link #INT8} is the image encoder's alone.
   *
   * @return single or half precision
   */
  public Precision ofText() {
    return this == INT8 ? FP32 : this;
  }

  @Override
  public String toString() {
    return id();
  }
}
