package org.softcpt.trainer.method;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Where a prompt's context vectors stand, as in CoOp. */
public enum Placement {
  /** Context first, name last: {@code [SOS] context <name> . [EOT]}. */
  @JsonProperty("end")
  END("end"),

  /** Half of the context, rounded down, before the name, the rest behind it. */
  @JsonProperty("middle")
  MIDDLE("middle"),

  /** Name first: {@code [SOS] <name> context . [EOT]}. */
  @JsonProperty("front")
  FRONT("front");

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

  /**
   * Finds a placement by its name in files.
   *
   * @param key e.g. {@code middle}
   * @return the placement, or empty if there is none of that name
   */
  public static Optional<Placement> ofKey(String key) {
    return Arrays.stream(values()).filter(each -> each.key.equals(key)).findFirst();
  }

  /**
   * All names.
   *
   * @return in files, the default first
   */
  public static List<String> keys() {
    return Arrays.stream(values()).map(Placement::key).toList();
  }

  /**
   * Counts the vectors that stand before the name.
   *
   * @param length of the context
   * @return 0 to {@code length}
   */
  int beforeName(int length) {
    return switch (this) {
      case END -> length;
      case MIDDLE -> length / 2;
      case FRONT -> 0;
    };
  }
}
