package org.softcpt.trainer.training;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a prompt's context vectors stand. */
public enum Placement {
  /** Context first, name last: {@code [SOS] context <name> . [EOT]}. */
  @JsonProperty("end")
  END("end");

  private final String key;

  Placement(String key) {
    this.key = key;
  }

  /**
   * Names the placement in files.
   *
   * @return e.g. {@code end}
   */
  public String key() {
    return key;
  }
}
