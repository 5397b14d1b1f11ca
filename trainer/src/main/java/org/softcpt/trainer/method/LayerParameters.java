package org.softcpt.trainer.method;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.softcpt.trainer.method.Matrices.Transposition;

/**
 * A dense layer's weight and bias, and how they lie in Deeplearning4j's flat buffer: the weight
 * column-major, then the bias.
 *
 * @param weight {@code [inputs, outputs]}, row-major
 * @param bias {@code [outputs]}
 */
record LayerParameters(Parameter weight, Optional<Parameter> bias) {

  static LayerParameters linear(String name, int inputs, int outputs, long seed) {
    float[] values = Initialisation.normal(Math.multiplyExact(inputs, outputs), seed);
    return new LayerParameters(
        Parameter.of(name, List.of(inputs, outputs), values), Optional.empty());
  }

  static LayerParameters withBias(
      String name, int inputs, int outputs, double deviation, long seed) {
    int size = Math.multiplyExact(inputs, outputs);
    float[] values = Initialisation.normal(size, deviation, seed);
    return new LayerParameters(
        Parameter.of(name + ".weight", List.of(inputs, outputs), values),
        Optional.of(Parameter.of(name + ".bias", List.of(outputs), new float[outputs])));
  }

  /** Starts as PyTorch's linear layers do: weight, then bias, uniform in ±1/√inputs. */
  static LayerParameters uniform(String name, int inputs, int outputs, Random random) {
    float bound = (float) (1 / Math.sqrt(inputs));
    float[] values = uniform(Math.multiplyExact(inputs, outputs), bound, random);
    float[] bias = uniform(outputs, bound, random);
    return new LayerParameters(
        Parameter.of(name + ".weight", List.of(inputs, outputs), values),
        Optional.of(Parameter.of(name + ".bias", List.of(outputs), bias)));
  }

  private static float[] uniform(int size, float bound, Random random) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = bound * (2 * random.nextFloat() - 1);
    }
    return values;
  }

  int inputs() {
    return weight.shape().get(0);
  }

  int outputs() {
    return weight.shape().get(1);
  }

  boolean hasBias() {
    return bias.isPresent();
  }

  List<Parameter> parameters() {
    return bias.map(each -> List.of(weight, each)).orElse(List.of(weight));
  }

  /** Puts the values into the buffer; gives where the next layer begins. */
  int store(float[] flat, int offset) {
    new Transposition(inputs(), outputs()).copy(weight.values(), 0, flat, offset);
    int end = offset + weight.values().length;
    if (bias.isPresent()) {
      System.arraycopy(bias.get().values(), 0, flat, end, outputs());
    }
    return end + (hasBias() ? outputs() : 0);
  }

  /** Takes the gradients out of such a buffer; gives where the next layer begins. */
  int loadGradient(float[] flat, int offset) {
    int end = offset + weight.values().length;
    new Transposition(outputs(), inputs()).copy(flat, offset, weight.gradient(), 0);
    if (bias.isPresent()) {
      System.arraycopy(flat, end, bias.get().gradient(), 0, outputs());
    }
    return end + (hasBias() ? outputs() : 0);
  }
}
