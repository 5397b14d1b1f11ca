package org.softcpt.onnx.testing;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/**
 * Numbers fed to or fetched from a graph. Doubles hold every element type of our graphs exactly
 * (whole numbers up to 2⁵³); {@link OnnxRun} converts to what the graph's input wants.
 *
 * @param extents the shape, {@code {}} for a scalar
 * @param values row-major; not copied
 */
public record Tensor(long[] extents, double[] values) {

  /** Checks that there are as many values as the shape says. */
  public Tensor {
    long size = size(extents);
    if (size != values.length) {
      throw new IllegalArgumentException(
          "shape %s has %d elements, got %d"
              .formatted(Arrays.toString(extents), size, values.length));
    }
  }

  /** A scalar. */
  public static Tensor scalar(double value) {
    return new Tensor(new long[0], new double[] {value});
  }

  /** A vector. */
  public static Tensor vector(double... values) {
    return new Tensor(new long[] {values.length}, values);
  }

  /** A tensor of single-precision numbers. */
  public static Tensor of(float[] values, long... extents) {
    double[] doubles = new double[values.length];
    Arrays.setAll(doubles, i -> values[i]);
    return new Tensor(extents, doubles);
  }

  /** A tensor of whole numbers. */
  public static Tensor of(long[] values, long... extents) {
    return new Tensor(extents, LongStream.of(values).asDoubleStream().toArray());
  }

  /** Standard normal numbers. */
  public static Tensor normal(RandomGenerator random, long... extents) {
    double[] values = new double[Math.toIntExact(size(extents))];
    Arrays.setAll(values, i -> random.nextGaussian());
    return new Tensor(extents, values);
  }

  /** Every element changed by a function. */
  public Tensor map(DoubleUnaryOperator function) {
    return new Tensor(extents, Arrays.stream(values).map(function).toArray());
  }

  /** This + factor · other. */
  public Tensor plus(double factor, Tensor other) {
    double[] sum = new double[values.length];
    Arrays.setAll(sum, i -> values[i] + factor * other.values[i]);
    return new Tensor(extents, sum);
  }

  /** Σ over elements of this · other. */
  public double dot(Tensor other) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] * other.values[i];
    }
    return sum;
  }

  /** Euclidean length. */
  public double norm() {
    return Math.sqrt(dot(this));
  }

  /** Length of the difference, relative to the expected tensor's own length. */
  public double relativeError(Tensor expected) {
    if (!Arrays.equals(extents, expected.extents)) {
      throw new AssertionError(this + " compared with " + expected);
    }
    return plus(-1, expected).norm() / expected.norm();
  }

  private static long size(long[] extents) {
    return LongStream.of(extents).reduce(1, Math::multiplyExact);
  }

  @Override
  public String toString() {
    return "tensor " + Arrays.toString(extents);
  }
}
