package org.softcpt.models.prompt;

/**
 * One prompt after its prefix {@code [SOS] context_1 … context_P}.
 *
 * @param name what it is called in the message for the user, e.g. its class name
 * @param suffix token ids, EOT last; {@link #innerContext} stands for a context vector behind the
 *     prefix. Not copied
 * @param group which context it takes, from 0
 * @param task whose softmax it belongs to, from 0
 */
public record Prompt(String name, int[] suffix, int group, int task) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if the suffix is empty, or a number is negative
   */
  public Prompt {
    if (suffix.length == 0) {
      throw new IllegalArgumentException(name + ": a suffix has no token: not even EOT");
    }
    if (group < 0 || task < 0) {
      throw new IllegalArgumentException(
          "%s: group and task must be 0 or more: %d, %d".formatted(name, group, task));
    }
  }

  /**
   * What stands in a suffix where a context vector goes.
   *
   * @param number of the vector, from 0, behind those of the prefix
   * @return a number that is no token
   */
  public static int innerContext(int number) {
    return -1 - number;
  }
}
