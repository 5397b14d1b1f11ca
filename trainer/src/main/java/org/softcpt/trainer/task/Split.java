package org.softcpt.trainer.task;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an image may be used for. The order is the order of rows in a feature cache. */
public enum Split {
  /** For learning; few-shot samples are drawn from these. */
  @JsonProperty("train")
  TRAIN("train"),
  /** For choosing settings; optional. */
  @JsonProperty("val")
  VAL("val"),
  /** For the reported figures only. */
  @JsonProperty("test")
  TEST("test");

  private final String key;

  Split(String key) {
    this.key = key;
  }

  /**
   * Names the split in files.
   *
   * @return {@code train}, {@code val} or {@code test}
   */
  public String key() {
    return key;
  }
}
