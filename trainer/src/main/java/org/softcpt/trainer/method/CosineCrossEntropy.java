package org.softcpt.trainer.method;

/**
 * The class segment's loss in plain Java, for methods whose loss has more terms: {@code scale ·
 * cosine} of images and text features, softmax over the classes of the pair's task, cross-entropies
 * summed and divided by the number of images. Sums are in double precision.
 */
final class CosineCrossEntropy {

  private final PairBatch batch;
  private final double scale;
  private final long[] owners; // task of each class
  private final double[] images; // unit rows [R, D]
  private final double[] texts; // unit rows [C, D]
  private final double[] norms; // of the text features [C]
  private final double[] logits; // [R, C]

  /**
   * Computes the logits.
   *
   * @param textFeatures {@code [C, D]}, any norm
   * @param owners task of each class {@code [C]}
   * @param batch the images
   * @param scale the factor between cosines and logits
   */
  CosineCrossEntropy(float[] textFeatures, long[] owners, PairBatch batch, double scale) {
    this.batch = batch;
    this.scale = scale;
    this.owners = owners;
    images = doubles(batch.features());
    unit(images, batch.pairs());
    texts = doubles(textFeatures);
    norms = unit(texts, owners.length);
    logits = logits();
  }

  private double[] logits() {
    int width = texts.length / owners.length;
    double[] result = new double[Math.multiplyExact(batch.pairs(), owners.length)];
    for (int i = 0; i < result.length; i++) {
      int image = i / owners.length * width;
      int text = i % owners.length * width;
      double sum = 0;
      for (int d = 0; d < width; d++) {
        sum += images[image + d] * texts[text + d];
      }
      result[i] = scale * sum;
    }
    return result;
  }

  /** The same images and labels with other text features. */
  CosineCrossEntropy with(float[] otherTextFeatures) {
    return new CosineCrossEntropy(otherTextFeatures, owners, batch, scale);
  }

  /** What sums over the batch are divided by. */
  int images() {
    return batch.images();
  }

  /** All classes' logits {@code [R, C]}. */
  float[] logitValues() {
    return floats(logits);
  }

  /** The classes' shares in each pair's task {@code [R, C]}; zero for other tasks' classes. */
  double[] shares() {
    return shares(1);
  }

  /** The same with logits divided by a temperature. */
  double[] shares(double temperature) {
    double[] shares = new double[logits.length];
    for (int pair = 0; pair < batch.pairs(); pair++) {
      softmax(shares, pair, temperature);
    }
    return shares;
  }

  private void softmax(double[] shares, int pair, double temperature) {
    int row = pair * owners.length;
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < owners.length; c++) {
      largest = isOfTask(pair, c) ? Math.max(largest, logits[row + c]) : largest;
    }
    double sum = 0;
    for (int c = 0; c < owners.length; c++) {
      double share = isOfTask(pair, c) ? Math.exp((logits[row + c] - largest) / temperature) : 0;
      shares[row + c] = share;
      sum += share;
    }
    for (int c = 0; c < owners.length; c++) {
      shares[row + c] /= sum;
    }
  }

  private boolean isOfTask(int pair, int prompt) {
    return owners[prompt] == batch.tasks()[pair];
  }

  /** The loss. */
  double value() {
    double[] shares = shares();
    double sum = 0;
    for (int pair = 0; pair < batch.pairs(); pair++) {
      sum -= Math.log(shares[pair * owners.length + (int) batch.labels()[pair]]);
    }
    return sum / batch.images();
  }

  /** dL/dlogits {@code [R, C]}. */
  double[] logitGradient() {
    double[] gradient = shares();
    for (int pair = 0; pair < batch.pairs(); pair++) {
      gradient[pair * owners.length + (int) batch.labels()[pair]] -= 1;
    }
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] /= batch.images();
    }
    return gradient;
  }

  /** dL/dtextFeatures {@code [C, D]}. */
  float[] featureGradient() {
    return featureGradient(logitGradient());
  }

  /**
   * From any gradient of the logits {@code [R, C]}: d cos(f, g)/dg = (f - cos·g)/|g|, unit f, g.
   */
  float[] featureGradient(double[] upstream) {
    int width = texts.length / owners.length;
    double[] gradient = new double[texts.length];
    for (int i = 0; i < upstream.length; i++) {
      int image = i / owners.length * width;
      int text = i % owners.length * width;
      double factor = scale * upstream[i] / norms[i % owners.length];
      double cosine = logits[i] / scale;
      for (int d = 0; d < width; d++) {
        gradient[text + d] += factor * (images[image + d] - cosine * texts[text + d]);
      }
    }
    return floats(gradient);
  }

  private static double[] unit(double[] rows, int count) {
    int width = rows.length / count;
    double[] norms = new double[count];
    for (int row = 0; row < count; row++) {
      double squares = 0;
      for (int d = 0; d < width; d++) {
        squares += rows[row * width + d] * rows[row * width + d];
      }
      norms[row] = Math.sqrt(squares);
      for (int d = 0; d < width; d++) {
        rows[row * width + d] /= norms[row];
      }
    }
    return norms;
  }

  private static double[] doubles(float[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = values[i];
    }
    return result;
  }

  private static float[] floats(double[] values) {
    float[] result = new float[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) values[i];
    }
    return result;
  }
}
