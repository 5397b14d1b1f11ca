package org.softcpt.trainer.feature;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An image feature goes through two layers with ReLU after each, is blended with itself, and is
 * compared with the text features: <i>g = r · ReLU(W₂ ReLU(W₁ f)) + (1 - r) · f</i>.
 */
final class AdapterModel implements TrainableModel {

  private final Weights down; // W1, [H, D]
  private final Weights up; // W2, [D, H]
  private final Matrix text; // [C, D], unit rows
  private final double ratio;
  private final double scale;
  private @Nullable Pass pass;

  /** What a forward pass leaves for the backward one. */
  private record Pass(Matrix images, Matrix hidden, Matrix adapted, UnitRows blended) {}

  AdapterModel(Matrix down, Matrix up, Matrix text, double ratio, double scale) {
    this.down = Weights.of("down", down);
    this.up = Weights.of("up", up);
    this.text = text;
    this.ratio = ratio;
    this.scale = scale;
  }

  int width() {
    return text.columns();
  }

  @Override
  public List<Weights> weights() {
    return List.of(down, up);
  }

  @Override
  public Matrix logits(Matrix images) {
    Matrix hidden = positive(images.timesTransposed(down.matrix())); // [B, H]
    Matrix adapted = positive(hidden.timesTransposed(up.matrix())); // [B, D]
    UnitRows blended = UnitRows.of(blend(adapted, images));
    pass = new Pass(images, hidden, adapted, blended);
    return Scaled.by(scale, blended.units().timesTransposed(text));
  }

  private Matrix blend(Matrix adapted, Matrix images) {
    double[] sum = new double[images.values().length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = ratio * adapted.values()[i] + (1 - ratio) * images.values()[i];
    }
    return new Matrix(images.rows(), images.columns(), sum);
  }

  @Override
  public void backward(Matrix logitGradient) {
    Pass last = pass;
    if (last == null) {
      throw new IllegalStateException("no logits yet");
    }
    Matrix units = Scaled.by(scale, logitGradient.times(text)); // [B, D]
    Matrix adapted =
        where(last.adapted(), Scaled.by(ratio, last.blended().backward(units))); // [B, D]
    up.setGradient(adapted.transposedTimes(last.hidden()));
    Matrix hidden = where(last.hidden(), adapted.times(up.matrix())); // [B, H]
    down.setGradient(hidden.transposedTimes(last.images()));
  }

  private static Matrix positive(Matrix matrix) {
    for (int i = 0; i < matrix.values().length; i++) {
      matrix.values()[i] = Math.max(0, matrix.values()[i]);
    }
    return matrix;
  }

  /** Zero where ReLU was. */
  private static Matrix where(Matrix output, Matrix gradient) {
    for (int i = 0; i < gradient.values().length; i++) {
      gradient.values()[i] = output.values()[i] > 0 ? gradient.values()[i] : 0;
    }
    return gradient;
  }
}
