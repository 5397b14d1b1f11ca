package org.softcpt.trainer.feature;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cosines with text features plus α times a learned residual, times CLIP's scale. */
final class ResidualModel implements TrainableModel {

  private final Matrix text; // [C, D]
  private final double alpha;
  private final double scale;
  private final Weights residual; // [C, D]
  private @Nullable Matrix images; // of the last logits, [B, D]

  ResidualModel(Matrix text, double alpha, double scale) {
    this.text = text;
    this.alpha = alpha;
    this.scale = scale;
    this.residual = Weights.of("residual", Matrix.zeros(text.rows(), text.columns()));
  }

  /** text + α · residual, {@code [C, D]}, not of length one. */
  Matrix features() {
    double[] sum = text.values().clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += alpha * residual.values()[i];
    }
    return new Matrix(text.rows(), text.columns(), sum);
  }

  @Override
  public List<Weights> weights() {
    return List.of(residual);
  }

  @Override
  public Matrix logits(Matrix unitImages) {
    images = unitImages;
    return Scaled.by(scale, unitImages.timesTransposed(UnitRows.of(features()).units()));
  }

  @Override
  public void backward(Matrix logitGradient) {
    if (images == null) {
      throw new IllegalStateException("no logits yet");
    }
    Matrix unit = Scaled.by(scale * alpha, logitGradient.transposedTimes(images));
    residual.setGradient(UnitRows.of(features()).backward(unit));
  }
}
