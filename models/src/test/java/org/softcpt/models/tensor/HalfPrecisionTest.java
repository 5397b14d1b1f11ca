package org.softcpt.models.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All 65536 halves against IEEE 754's definition; conversions are exact, so no tolerance. */
class HalfPrecisionTest {

  private static final int INFINITY = 0x7c00;

  @Test
  void everyHalfHasTheValueTheStandardDefines() {
    for (int half = 0; half <= 0xffff; half++) {
      assertEquals(defined(half), HalfPrecision.toFloat((short) half), Integer.toHexString(half));
    }
  }

  @Test
  void everyHalfReturnsToItself() {
    for (int half = 0; half <= 0xffff; half++) {
      short back = HalfPrecision.fromFloat(HalfPrecision.toFloat((short) half));
      if (isNaN(half)) { // a signalling NaN may turn quiet
        assertTrue(isNaN(back & 0xffff), Integer.toHexString(half));
      } else {
        assertEquals((short) half, back, Integer.toHexString(half));
      }
    }
  }

  @Test
  void betweenNeighboursTheNearerWinsAndTiesGoToTheEven() {
    for (int lower = 0; lower < INFINITY; lower++) {
      float middle = (float) ((defined(lower) + next(lower)) / 2); // exact: one bit more
      int even = lower % 2 == 0 ? lower : lower + 1;
      assertRounds(even, middle);
      assertRounds(lower, Math.nextDown(middle));
      assertRounds(lower + 1, Math.nextUp(middle));
    }
  }

  @Test
  void numbersBeyondTheRangeBecomeInfinite() {
    assertRounds(INFINITY, Float.MAX_VALUE);
    assertRounds(INFINITY, Float.POSITIVE_INFINITY);
    assertRounds(0, Float.MIN_VALUE);
  }

  @ParameterizedTest // from IEEE 754's tables: 1, -2, the largest half, pi's upper 16 bits
  @CsvSource({"3f80, 1", "c000, -2", "4049, 3.140625", "7f80, Infinity", "8000, -0.0"})
  void bfloatIsTheUpperHalfOfASingle(String bits, float expected) {
    assertEquals(expected, HalfPrecision.bfloatToFloat((short) Integer.parseInt(bits, 16)));
  }

  @Test
  void everyBfloatKeepsItsBits() {
    IntStream.rangeClosed(0, 0xffff)
        .forEach(
            bits ->
                assertEquals(
                    bits << 16,
                    Float.floatToRawIntBits(HalfPrecision.bfloatToFloat((short) bits))));
  }

  private static void assertRounds(int half, float value) {
    assertEquals((short) half, HalfPrecision.fromFloat(value), () -> "of " + value);
    assertEquals((short) (half | 0x8000), HalfPrecision.fromFloat(-value), () -> "of -" + value);
  }

  /** (-1)^s · 2^(e-15) · (1 + f/1024), without the 1 and with e = 1 for the subnormal ones. */
  private static float defined(int half) {
    double sign = half >= 0x8000 ? -1 : 1;
    int exponent = half >> 10 & 31;
    double fraction = (half & 1023) / 1024.0;
    if (exponent == 31) {
      return (float) (fraction == 0 ? sign / 0.0 : Double.NaN);
    }
    double significand = exponent == 0 ? fraction : 1 + fraction;
    return (float) (sign * significand * Math.pow(2, Math.max(exponent, 1) - 15));
  }

  private static double next(int half) {
    return half + 1 == INFINITY ? 65536 : defined(half + 1);
  }

  private static boolean isNaN(int half) {
    return (half & 0x7fff) > INFINITY;
  }
}
