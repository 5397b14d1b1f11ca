package org.softcpt.trainer.method;

import java.util.List;
import java.util.Random;

/**
 * CoCoOp's meta network: an image's unit feature, a linear map to D/16, ReLU, a linear map to w.
 * Starts as PyTorch's linear layers do, uniform in ±1/√inputs.
 */
final class ImageNetwork {

  private static final int REDUCTION = 16;

  private final int inputs;
  private final int hidden;
  private final int outputs;
  private final List<Parameter> parameters; // weight [in, hidden], bias, weight [hidden, out], bias

  ImageNetwork(int inputs, int outputs, long seed) {
    this.inputs = inputs;
    this.outputs = outputs;
    hidden = Math.max(1, inputs / REDUCTION);
    Random random = new Random(seed);
    parameters =
        List.of(
            uniform("image_network.0.weight", List.of(inputs, hidden), inputs, random),
            uniform("image_network.0.bias", List.of(hidden), inputs, random),
            uniform("image_network.1.weight", List.of(hidden, outputs), hidden, random),
            uniform("image_network.1.bias", List.of(outputs), hidden, random));
  }

  private static Parameter uniform(String name, List<Integer> shape, int fanIn, Random random) {
    float[] values = new float[shape.stream().reduce(1, Math::multiplyExact)];
    float bound = (float) (1 / Math.sqrt(fanIn));
    for (int i = 0; i < values.length; i++) {
      values[i] = bound * (2 * random.nextFloat() - 1);
    }
    return Parameter.of(name, shape, values);
  }

  List<Parameter> parameters() {
    return parameters;
  }

  /** From unit features {@code [R, D]} to shifts {@code [R, w]}. */
  float[] forward(float[] features) {
    return affine(activations(features), hidden, outputs, 2);
  }

  private float[] activations(float[] features) {
    float[] rows = affine(features, inputs, hidden, 0);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Math.max(0, rows[i]);
    }
    return rows;
  }

  private float[] affine(float[] rows, int from, int to, int layer) {
    float[] weight = parameters.get(layer).values();
    float[] bias = parameters.get(layer + 1).values();
    int count = rows.length / from;
    float[] result = new float[count * to];
    for (int row = 0; row < count; row++) {
      for (int column = 0; column < to; column++) {
        double sum = bias[column];
        for (int k = 0; k < from; k++) {
          sum += (double) rows[row * from + k] * weight[k * to + column];
        }
        result[row * to + column] = (float) sum;
      }
    }
    return result;
  }

  /** Overwrites all gradients: dL/dshifts {@code [R, w]} for these features {@code [R, D]}. */
  void backward(float[] features, float[] errors) {
    float[] activations = activations(features);
    accumulate(activations, errors, hidden, outputs, 2);
    float[] weight = parameters.get(2).values();
    float[] back = new float[activations.length];
    for (int i = 0; i < back.length; i++) {
      double sum = 0;
      for (int column = 0; column < outputs; column++) {
        sum +=
            (double) errors[i / hidden * outputs + column] * weight[i % hidden * outputs + column];
      }
      back[i] = activations[i] > 0 ? (float) sum : 0;
    }
    accumulate(features, back, inputs, hidden, 0);
  }

  private void accumulate(float[] rows, float[] errors, int from, int to, int layer) {
    double[] weight = new double[from * to];
    double[] bias = new double[to];
    for (int i = 0; i < errors.length; i++) {
      bias[i % to] += errors[i];
      for (int k = 0; k < from; k++) {
        weight[k * to + i % to] += (double) rows[i / to * from + k] * errors[i];
      }
    }
    copy(weight, parameters.get(layer).gradient());
    copy(bias, parameters.get(layer + 1).gradient());
  }

  private static void copy(double[] from, float[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = (float) from[i];
    }
  }
}
