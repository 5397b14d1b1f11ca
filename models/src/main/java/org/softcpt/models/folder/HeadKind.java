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
  UNIT_LINEAR,
  /** The cosine's logits plus the votes of remembered images, as Tip-Adapter's. */
  @JsonProperty("cache")
  CACHE,
  /** The cosine's logits of an f that a small network has changed, as CLIP-Adapter's. */
  @JsonProperty("adapter")
  ADAPTER
}
