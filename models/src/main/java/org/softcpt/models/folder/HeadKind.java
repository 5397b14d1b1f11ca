package org.softcpt.models.folder;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a bundle makes logits of an image feature f. */
public enum HeadKind {
  /** The logit scale times the cosine of f and a text feature per class. */
  @JsonProperty("cosine")
  COSINE,
  /** Weights times f as the encoder gives it, plus a bias per class. */
  @JsonProperty("linear")
  LINEAR,
  /** Weights times f made length one, plus a bias per class. */
  @JsonProperty("unit-linear")
  UNIT_LINEAR
}
