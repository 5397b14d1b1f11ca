package org.softcpt.trainer.method;

/**
 * What the contexts of a set of prompts look like.
 *
 * @param length L, vectors of a context
 * @param placement where they stand
 * @param own every prompt has a context of its own: then a prefix has nobody to share it with, and
 *     all vectors go into the suffixes
 */
public record ContextShape(int length, Placement placement, boolean own) {

  /**
   * A context before the name that prompts share: the cheapest form.
   *
   * @param length L
   * @return the shape
   */
  public static ContextShape shared(int length) {
    return new ContextShape(length, Placement.END, false);
  }

  /** Vectors in the prefix. */
  int prefix() {
    return own ? 0 : placement.beforeName(length);
  }

  /** Vectors in a suffix. */
  int inner() {
    return length - prefix();
  }
}
