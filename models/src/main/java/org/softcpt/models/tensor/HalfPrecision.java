package org.softcpt.models.tensor;

/**
 * The two 16-bit floating-point formats of weight files, to and from single precision.
 *
 * <p>Java has {@code Float.float16ToFloat} from version 20 on; this project runs on 17.
 */
public final class HalfPrecision {

  private static final int EXPONENT_DIFFERENCE = 127 - 15;
  private static final int LOST_BITS = 13; // 23 bits of fraction against 10
  private static final float SMALLEST_SUBNORMAL = 0x1p-24f;
  private static final float SMALLEST_NORMAL = 0x1p-14f;
  private static final float FIRST_INFINITE = 65520f; // halfway to 2^16, and ties go to even

  private HalfPrecision() {}

  /**
   * Widens an IEEE 754 binary16. Exact; NaN keeps its payload.
   *
   * @param half sign, 5 bits of exponent, 10 of fraction
   * @return the same number
   */
  public static float toFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = (half >>> 10) & 0x1f;
    int fraction = half & 0x3ff;
    if (exponent == 0) { // zero or subnormal: fraction counts steps of 2^-24
      float magnitude = fraction * SMALLEST_SUBNORMAL;
      return Float.intBitsToFloat(Float.floatToRawIntBits(magnitude) | sign);
    }
    int wideExponent = exponent == 0x1f ? 0xff : exponent + EXPONENT_DIFFERENCE;
    return Float.intBitsToFloat(sign | wideExponent << 23 | fraction << LOST_BITS);
  }

  /**
   * Narrows to IEEE 754 binary16: to the nearest, ties to even; from 65520 on to infinity.
   *
   * @param value any number
   * @return its 16 bits; NaN stays NaN
   */
  public static short fromFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    float magnitude = Math.abs(value);
    if (Float.isNaN(value)) {
      return (short) (sign | 0x7e00 | (bits >>> LOST_BITS & 0x3ff)); // quiet, payload cut
    }
    if (magnitude >= FIRST_INFINITE) {
      return (short) (sign | 0x7c00);
    }
    if (magnitude < SMALLEST_NORMAL) { // exact scaling by a power of two, then one rounding
      return (short) (sign | (int) Math.rint(magnitude / SMALLEST_SUBNORMAL));
    }
    int rounded = roundToEven(bits & 0x7fffffff);
    return (short) (sign | rounded - (EXPONENT_DIFFERENCE << 10));
  }

  /**
   * Widens a bfloat16: the upper half of a single. Exact.
   *
   * @param bfloat sign, 8 bits of exponent, 7 of fraction
   * @return the same number
   */
  public static float bfloatToFloat(short bfloat) {
    return Float.intBitsToFloat(bfloat << 16);
  }

  /** Drops 13 bits, to the nearest, ties to even; a carry runs into the exponent as it should. */
  private static int roundToEven(int bits) {
    int odd = bits >>> LOST_BITS & 1;
    return (bits + 0xfff + odd) >>> LOST_BITS;
  }
}
