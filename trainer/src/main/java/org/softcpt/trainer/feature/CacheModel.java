package org.softcpt.trainer.feature;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CLIP's logits plus α times what a cache of images says: the sum over the cached images of a class
 * of <i>exp(-β (1 - f·k))</i>, k the image's key.
 */
final class CacheModel implements TrainableModel {

  private final Weights keys; // [n, D]
  private final int[] labels; // [n]
  private final Matrix text; // [C, D], unit rows
  private final double scale;
  private final double alpha;
  private final double beta;
  private @Nullable Matrix images; // of the last logits, [B, D]
  private @Nullable Matrix affinities; // of the last logits, [B, n]

  CacheModel(Matrix keys, int[] labels, Matrix text, double scale, double alpha, double beta) {
    this.keys = Weights.of("keys", keys);
    this.labels = labels.clone();
    this.text = text;
    this.scale = scale;
    this.alpha = alpha;
    this.beta = beta;
  }

  /** The same cache with other weights. */
  CacheModel with(double otherAlpha, double otherBeta) {
    return new CacheModel(keys.matrix(), labels, text, scale, otherAlpha, otherBeta);
  }

  Matrix keys() {
    return keys.matrix();
  }

  @Override
  public List<Weights> weights() {
    return List.of(keys);
  }

  @Override
  public Matrix logits(Matrix unitImages) {
    images = unitImages;
    affinities = affinities(unitImages.timesTransposed(keys.matrix()), beta);
    return sum(clipLogits(unitImages), votes(affinities), alpha);
  }

  Matrix clipLogits(Matrix unitImages) {
    return Scaled.by(scale, unitImages.timesTransposed(text));
  }

  /** exp(-β (1 - cosine)) of cosines {@code [B, n]}. */
  static Matrix affinities(Matrix cosines, double beta) {
    double[] values = cosines.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.exp(beta * (values[i] - 1));
    }
    return new Matrix(cosines.rows(), cosines.columns(), values);
  }

  /** Affinities summed by the cached images' classes, {@code [B, C]}. */
  Matrix votes(Matrix weights) {
    Matrix votes = Matrix.zeros(weights.rows(), text.rows());
    for (int image = 0; image < weights.rows(); image++) {
      for (int key = 0; key < labels.length; key++) {
        votes.values()[image * text.rows() + labels[key]] += weights.at(image, key);
      }
    }
    return votes;
  }

  /** clip + α · votes. */
  static Matrix sum(Matrix clip, Matrix votes, double alpha) {
    double[] sum = clip.values().clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += alpha * votes.values()[i];
    }
    return new Matrix(clip.rows(), clip.columns(), sum);
  }

  @Override
  public void backward(Matrix logitGradient) {
    if (images == null || affinities == null) {
      throw new IllegalStateException("no logits yet");
    }
    Matrix cosines = Matrix.zeros(affinities.rows(), labels.length);
    for (int image = 0; image < cosines.rows(); image++) {
      for (int key = 0; key < labels.length; key++) {
        cosines.values()[image * labels.length + key] =
            alpha * beta * affinities.at(image, key) * logitGradient.at(image, labels[key]);
      }
    }
    keys.setGradient(cosines.transposedTimes(images));
  }
}
