package org.softcpt.trainer.task;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.math3.random.MersenneTwister;

/**
 * CPython's {@code random.Random}, as far as samples need it: the same seed gives the same choices
 * as Python 3.2 and later. Not safe for concurrent use.
 *
 * @see <a href="https://docs.python.org/3/library/random.html">Python's random</a>
 */
final class PythonRandom {

  private static final int WORD = 32;

  /** Up to this many items, more with more choices, a sample is drawn from a copy of the list. */
  private static final int SMALL_SET = 21;

  private final MersenneTwister twister;

  /** Like {@code random.seed(seed)} with a whole number: its sign is lost. */
  PythonRandom(long seed) {
    long size = Math.abs(seed); // of Long.MIN_VALUE it is the right unsigned number
    int low = (int) size;
    int high = (int) (size >>> WORD);
    twister = new MersenneTwister(high == 0 ? new int[] {low} : new int[] {low, high});
  }

  /** Like {@code random.sample(items, count)}; count is at most the number of items. */
  <T> List<T> sample(List<T> items, int count) {
    return items.size() <= copied(count) ? fromCopy(items, count) : fromSet(items, count);
  }

  /** A number from 0 to bound - 1; draws again whatever is not below the bound. */
  int below(int bound) {
    int bits = WORD - Integer.numberOfLeadingZeros(bound);
    int drawn;
    do {
      drawn = twister.nextInt() >>> (WORD - bits);
    } while (drawn >= bound);
    return drawn;
  }

  private static long copied(int count) {
    if (count <= 5) {
      return SMALL_SET;
    }
    // Python's own formula. 3·count is no power of 4, so last digits of logarithms do not matter.
    return SMALL_SET + (long) Math.pow(4, Math.ceil(Math.log(count * 3.0) / Math.log(4)));
  }

  private <T> List<T> fromCopy(List<T> items, int count) {
    List<T> pool = new ArrayList<>(items);
    List<T> chosen = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int index = below(items.size() - i);
      chosen.add(pool.get(index));
      pool.set(index, pool.get(items.size() - i - 1));
    }
    return chosen;
  }

  private <T> List<T> fromSet(List<T> items, int count) {
    Set<Integer> taken = new HashSet<>();
    List<T> chosen = new ArrayList<>();
    while (chosen.size() < count) {
      int index = below(items.size());
      if (taken.add(index)) {
        chosen.add(items.get(index));
      }
    }
    return chosen;
  }
}
