package org.softcpt.models.safetensors;

import java.nio.ShortBuffer;
import java.util.List;
import org.softcpt.models.tensor.HalfPrecision;

/** From little-endian bytes to elements of an array, by type. */
public final class ElementReader {

  /** The types that become single precision; F64 is rounded to the nearest. */
  public static final List<DType> FLOATS = List.of(DType.F32, DType.F16, DType.BF16, DType.F64);

  static final List<DType> INTEGERS = List.of(DType.I64, DType.I32);

  private ElementReader() {}

  /** Widens one 16-bit number. */
  @FunctionalInterface
  private interface Widening {
    float widen(short bits);
  }

  /**
   * Fills an array.
   *
   * @param values takes the numbers, by their index
   * @param dtype one of {@link #FLOATS}
   * @return to be handed to {@link MappedBytes#read}
   */
  public static MappedBytes.Block into(float[] values, DType dtype) {
    return switch (dtype) {
      case F32 -> (bytes, first, count) -> bytes.asFloatBuffer().get(values, first, count);
      case F16 -> widened(values, HalfPrecision::toFloat);
      case F64 ->
          (bytes, first, count) -> {
            for (int i = 0; i < count; i++) {
              values[first + i] = (float) bytes.getDouble(i * Double.BYTES);
            }
          };
      case BF16 -> widened(values, HalfPrecision::bfloatToFloat);
      default -> throw new IllegalArgumentException(dtype + " is none of " + FLOATS);
    };
  }

  /** Fills an array from one of {@link #INTEGERS}. */
  static MappedBytes.Block into(long[] values, DType dtype) {
    return switch (dtype) {
      case I64 -> (bytes, first, count) -> bytes.asLongBuffer().get(values, first, count);
      case I32 ->
          (bytes, first, count) -> {
            for (int i = 0; i < count; i++) {
              values[first + i] = bytes.getInt(i * Integer.BYTES);
            }
          };
      default -> throw new IllegalArgumentException(dtype + " is none of " + INTEGERS);
    };
  }

  private static MappedBytes.Block widened(float[] values, Widening widening) {
    return (bytes, first, count) -> {
      ShortBuffer halves = bytes.asShortBuffer();
      for (int i = 0; i < count; i++) {
        values[first + i] = widening.widen(halves.get(i));
      }
    };
  }
}
