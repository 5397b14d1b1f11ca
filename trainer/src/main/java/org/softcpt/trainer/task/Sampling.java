package org.softcpt.trainer.task;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the few images of a class are drawn. */
public enum Sampling {
  /** By the digest of seed, task, class and path: each class for itself; fewer shots nest. */
  RANKING("ranking"),
  /** As Dassl, CoOp and SoftCPT's published code draw from a list: see {@link PublishedDraw}. */
  PUBLISHED("published");

  private final String key;

  Sampling(String key) {
    this.key = key;
  }

  /**
   * Names the rule in files.
   *
   * @return {@code ranking} or {@code published}
   */
  public String key() {
    return key;
  }

  /**
   * Finds a rule by its name in files.
   *
   * @param key e.g. {@code published}
   * @return the rule, or empty if there is none of that name
   */
  public static Optional<Sampling> ofKey(String key) {
    return Arrays.stream(values()).filter(each -> each.key.equals(key)).findFirst();
  }

  /**
   * All names, for messages.
   *
   * @return the names with {@code or} between them
   */
  public static String knownKeys() {
    return Arrays.stream(values()).map(Sampling::key).collect(Collectors.joining(" or "));
  }
}
