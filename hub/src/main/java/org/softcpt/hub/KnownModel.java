package org.softcpt.hub;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A CLIP on the public hub.
 *
 * @param id what {@code softcpt pull} takes
 * @param architecture e.g. {@code ViT-B/16}
 * @param parameters numbers in the weights, both towers
 * @param layout of the files that a pull takes
 * @param license of the repository's card, or {@code not stated}
 * @param export whether this version exports it: {@code yes}, or {@code untested}
 */
public record KnownModel(
    @JsonProperty("id") String id,
    @JsonProperty("architecture") String architecture,
    @JsonProperty("parameters") long parameters,
    @JsonProperty("layout") String layout,
    @JsonProperty("license") String license,
    @JsonProperty("export") String export) {

  /**
   * About how much a pull loads: the weights in single precision, as all these repositories have
   * them. Settings and tokenizer, some four megabytes, come on top.
   *
   * @return bytes
   */
  @JsonProperty("bytes_about")
  public long bytes() {
    return Math.multiplyExact(parameters, Float.BYTES);
  }
}
