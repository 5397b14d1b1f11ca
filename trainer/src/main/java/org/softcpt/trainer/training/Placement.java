package org.softcpt.trainer.training;

/** Where a prompt's context vectors stand. */
public enum Placement {
  /** Context first, name last: {@code [SOS] context <name> . [EOT]}. */
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
