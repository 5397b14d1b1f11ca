package org.softcpt.onnx.clip;

import java.util.Arrays;

/** Arithmetic on row-major matrices while weights are being folded. */
final class Rows {

  private Rows() {}

  /** Subtracts from every row of the given width its mean, in place. */
  static void centre(double[] values, int width) {
    for (int start = 0; start < values.length; start += width) {
      double sum = 0;
      for (int i = start; i < start + width; i++) {
        sum += values[i];
      }
      for (int i = start; i < start + width; i++) {
        values[i] -= sum / width;
      }
    }
  }

  /**
   * Subtracts from every row of the given width its mean, in place; sums are in double precision.
   */
  static float[] centred(float[] values, int width) {
    for (int start = 0; start < values.length; start += width) {
      double sum = 0;
      for (int i = start; i < start + width; i++) {
        sum += values[i];
      }
      for (int i = start; i < start + width; i++) {
        values[i] = (float) (values[i] - sum / width);
      }
    }
    return values;
  }

  static float[] constant(int width, float value) {
    float[] values = new float[width];
    Arrays.fill(values, value);
    return values;
  }

  static float[] floats(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }

  /** Matrices of this size, one behind the other, each transposed. */
  static float[] transposed(float[] matrices, int rows, int columns) {
    float[] turned = new float[matrices.length];
    for (int at = 0; at < turned.length; at++) {
      int start = at - at % (rows * columns);
      int column = at % (rows * columns) / rows;
      turned[at] = matrices[start + at % rows * columns + column];
    }
    return turned;
  }

  static float[] concatenated(float[]... parts) {
    int length = 0;
    for (float[] part : parts) {
      length = Math.addExact(length, part.length);
    }
    float[] all = new float[length];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
