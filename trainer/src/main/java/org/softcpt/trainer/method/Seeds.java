package org.softcpt.trainer.method;

/**
 * Independent seeds from one: what is drawn for one purpose never shifts another, and a resumed run
 * needs no generator's state.
 */
public final class Seeds {

  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private Seeds() {}

  /**
   * Derives a seed.
   *
   * @param seed the run's
   * @param purpose what is drawn
   * @param indices which of its kind, e.g. epoch and image
   * @return a seed that depends on all of them
   */
  public static long derive(long seed, String purpose, long... indices) {
    long state = mix(seed + GOLDEN);
    for (int i = 0; i < purpose.length(); i++) {
      state = mix(state + GOLDEN ^ purpose.charAt(i));
    }
    for (long index : indices) {
      state = mix(state + GOLDEN ^ index);
    }
    return state;
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014): every bit in moves every bit out. */
  private static long mix(long z) {
    long a = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ a >>> 27) * 0x94d049bb133111ebL;
    return b ^ b >>> 31;
  }
}
