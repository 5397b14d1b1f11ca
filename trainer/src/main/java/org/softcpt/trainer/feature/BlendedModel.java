package org.softcpt.trainer.feature;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Logits <i>f·(w_c + α_c t_c) + b_c</i>: a linear probe and text features, blended by class. */
final class BlendedModel implements TrainableModel {

  private final Matrix text; // [C, D], unit rows
  private final Weights weight; // [C, D]
  private final Weights bias; // [1, C]
  private final Weights multipliers; // α, [1, C]
  private @Nullable Matrix images; // of the last logits, [B, D]

  BlendedModel(Matrix text, Matrix weight, double multiplier) {
    this.text = text;
    this.weight = Weights.of("weight", weight);
    this.bias = Weights.of("bias", Matrix.zeros(1, text.rows()));
    this.multipliers = Weights.of("multipliers", Matrix.zeros(1, text.rows()));
    Arrays.fill(multipliers.values(), multiplier);
  }

  /** w + α t, {@code [C, D]}. */
  Matrix blended() {
    double[] sum = weight.values().clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += multipliers.values()[i / text.columns()] * text.values()[i];
    }
    return new Matrix(text.rows(), text.columns(), sum);
  }

  float[] bias() {
    return bias.matrix().floats();
  }

  /** Weights and biases, without the multipliers. */
  List<Weights> probe() {
    return List.of(weight, bias);
  }

  Weights multipliers() {
    return multipliers;
  }

  @Override
  public List<Weights> weights() {
    return List.of(weight, bias, multipliers);
  }

  @Override
  public Matrix logits(Matrix unitImages) {
    images = unitImages;
    Matrix logits = unitImages.timesTransposed(blended());
    for (int i = 0; i < logits.values().length; i++) {
      logits.values()[i] += bias.values()[i % text.rows()];
    }
    return logits;
  }

  @Override
  public void backward(Matrix logitGradient) {
    if (images == null) {
      throw new IllegalStateException("no logits yet");
    }
    Matrix slope = logitGradient.transposedTimes(images); // [C, D]
    weight.setGradient(slope);
    for (int c = 0; c < text.rows(); c++) {
      multipliers.gradient()[c] = slope.dot(c, text, c);
      bias.gradient()[c] = 0;
      for (int image = 0; image < logitGradient.rows(); image++) {
        bias.gradient()[c] += logitGradient.at(image, c);
      }
    }
  }
}
