package org.softcpt.onnx.clip;

import java.io.IOException;
import java.util.Arrays;
import org.softcpt.models.tensor.TensorShape;
import org.softcpt.models.tensor.TensorSource;

/**
 * A linear map y = W·x + b while weights are being folded into it; a convolution is one, of its
 * windows. Computes in double precision, so that folding costs one rounding per weight.
 */
final class LinearMap {

  private final int outputs;
  private final int inputs;
  private final double[] weight; // [outputs, inputs]
  private final double[] bias; // [outputs]

  private LinearMap(int outputs, int inputs, double[] weight, double[] bias) {
    this.outputs = outputs;
    this.inputs = inputs;
    this.weight = weight;
    this.bias = bias;
  }

  /** Reads {@code prefix.weight} and, if there is one, {@code prefix.bias}. */
  static LinearMap read(TensorSource source, String prefix) throws IOException {
    String name = prefix + ".weight";
    int outputs = source.shape(name).get(0);
    int inputs = Math.toIntExact(TensorShape.elements(source.shape(name)) / outputs);
    String biasName = prefix + ".bias";
    double[] bias =
        source.names().contains(biasName) ? doubles(source.floats(biasName)) : new double[outputs];
    return new LinearMap(outputs, inputs, doubles(source.floats(name)), bias);
  }

  private static double[] doubles(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  /** Takes over the gain and bias of the layer normalisation before it: W·diag(g), b + W·β. */
  LinearMap after(TensorSource source, String normalization) throws IOException {
    float[] gain = source.floats(normalization + ".weight");
    float[] shift = source.floats(normalization + ".bias");
    for (int row = 0; row < outputs; row++) {
      for (int column = 0; column < inputs; column++) {
        int at = row * inputs + column;
        bias[row] += weight[at] * shift[column];
        weight[at] *= gain[column];
      }
    }
    return this;
  }

  /** Takes over a bias that was added to its input: b + W·shift. */
  LinearMap after(float[] shift) {
    for (int row = 0; row < outputs; row++) {
      for (int column = 0; column < inputs; column++) {
        bias[row] += weight[row * inputs + column] * shift[column];
      }
    }
    return this;
  }

  /**
   * Takes over the batch normalisation behind it, which is a fixed map once the model is trained:
   * diag(f)·W, f·(b - mean) + β, where f = g/√(variance + ε).
   */
  LinearMap before(TensorSource source, String normalization, double epsilon) throws IOException {
    float[] gain = source.floats(normalization + ".weight");
    float[] shift = source.floats(normalization + ".bias");
    float[] mean = source.floats(normalization + ".running_mean");
    float[] variance = source.floats(normalization + ".running_var");
    for (int row = 0; row < outputs; row++) {
      double factor = gain[row] / Math.sqrt(variance[row] + epsilon);
      bias[row] = factor * (bias[row] - mean[row]) + shift[row];
      for (int at = row * inputs; at < (row + 1) * inputs; at++) {
        weight[at] *= factor;
      }
    }
    return this;
  }

  /** Multiplies the output. */
  LinearMap scaled(double factor) {
    for (int at = 0; at < weight.length; at++) {
      weight[at] *= factor;
    }
    for (int row = 0; row < outputs; row++) {
      bias[row] *= factor;
    }
    return this;
  }

  /** Multiplies the input: what comes in is 1/factor of what it was. */
  LinearMap fed(double factor) {
    for (int at = 0; at < weight.length; at++) {
      weight[at] *= factor;
    }
    return this;
  }

  /** Makes every output vector's mean zero, by projecting the mean out of columns and bias. */
  LinearMap centred() {
    for (int column = 0; column < inputs; column++) {
      double sum = 0;
      for (int row = 0; row < outputs; row++) {
        sum += weight[row * inputs + column];
      }
      for (int row = 0; row < outputs; row++) {
        weight[row * inputs + column] -= sum / outputs;
      }
    }
    Rows.centre(bias, outputs);
    return this;
  }

  /** More outputs, all zero. */
  LinearMap withOutputs(int padded) {
    double[] wider = Arrays.copyOf(weight, Math.multiplyExact(padded, inputs));
    return new LinearMap(padded, inputs, wider, Arrays.copyOf(bias, padded));
  }

  /** More inputs, all ignored. */
  LinearMap withInputs(int padded) {
    double[] wider = new double[Math.multiplyExact(outputs, padded)];
    for (int row = 0; row < outputs; row++) {
      System.arraycopy(weight, row * inputs, wider, row * padded, inputs);
    }
    return new LinearMap(outputs, padded, wider, bias);
  }

  /** The weight in eight bits. */
  ColumnQuantisation quantised() {
    return ColumnQuantisation.of(weight, outputs, inputs);
  }

  float[] weight() {
    return Rows.floats(weight);
  }

  float[] bias() {
    return Rows.floats(bias);
  }
}
