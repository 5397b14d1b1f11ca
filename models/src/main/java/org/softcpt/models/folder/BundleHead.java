package org.softcpt.models.folder;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.softcpt.models.tensor.FloatTensor;

/**
 * What a bundle makes logits with.
 *
 * @param kind how
 * @param tensors what {@link BundleManifest#HEADS} holds, by name; copied
 */
public record BundleHead(HeadKind kind, Map<String, FloatTensor> tensors) {

  /** Copies the map. */
  public BundleHead {
    tensors = Map.copyOf(tensors);
  }

  /**
   * A text feature per class.
   *
   * @param textFeatures {@code [C, D]}, finite, any length but zero; stored as unit rows
   * @return the head
   * @throws IllegalArgumentException if it is no matrix, or a row has no direction
   */
  public static BundleHead cosine(FloatTensor textFeatures) {
    requireMatrix(BundleManifest.TEXT_FEATURES, textFeatures);
    return new BundleHead(
        HeadKind.COSINE, Map.of(BundleManifest.TEXT_FEATURES, unitRows(textFeatures)));
  }

  /**
   * Weights and a bias per class.
   *
   * @param weights {@code [C, D]}, finite
   * @param bias {@code [C]}, finite
   * @param unitFeatures whether an image feature is made length one first
   * @return the head
   * @throws IllegalArgumentException if the shapes do not fit, or a value is not finite
   */
  public static BundleHead linear(FloatTensor weights, FloatTensor bias, boolean unitFeatures) {
    requireMatrix(BundleManifest.WEIGHTS, weights);
    if (!bias.shape().equals(List.of(weights.shape().get(0)))) {
      throw new IllegalArgumentException(
          "bias: expected one per row of %s weights, found shape %s"
              .formatted(weights.shape(), bias.shape()));
    }
    requireFinite(BundleManifest.WEIGHTS, weights);
    requireFinite(BundleManifest.BIAS, bias);
    return new BundleHead(
        unitFeatures ? HeadKind.UNIT_LINEAR : HeadKind.LINEAR,
        Map.of(BundleManifest.WEIGHTS, weights, BundleManifest.BIAS, bias));
  }

  /**
   * A head whose tensors stand under the tasks' ids: of each task {@code text_features} {@code
   * [C_t, D]}, unit rows, and
   *
   * <ul>
   *   <li>{@link HeadKind#CACHE}: {@code keys} {@code [n, D]}, {@code labels} {@code [n]} (whole
   *       numbers 0..C_t-1), {@code alpha} [1], {@code beta} [1];
   *   <li>{@link HeadKind#ADAPTER}: {@code down} {@code [H, D]}, {@code up} {@code [D, H]}, {@code
   *       ratio} [1].
   * </ul>
   *
   * @param kind one of these two
   * @param tensors by name, {@code <task id>/<name>}, finite
   * @return the head
   * @throws IllegalArgumentException if a value is not finite; shapes are seen when it is used
   */
  public static BundleHead byTask(HeadKind kind, Map<String, FloatTensor> tensors) {
    tensors.forEach(BundleHead::requireFinite);
    return new BundleHead(kind, tensors);
  }

  /** The tensors in the order of their names, so that the same head is the same file. */
  Map<String, FloatTensor> sorted() {
    return new TreeMap<>(tensors);
  }

  /** Number of classes. */
  int rows() {
    boolean linear = kind == HeadKind.LINEAR || kind == HeadKind.UNIT_LINEAR;
    String rows = linear ? BundleManifest.WEIGHTS : BundleManifest.TEXT_FEATURES;
    return tensors.entrySet().stream()
        .filter(tensor -> tensor.getKey().equals(rows) || tensor.getKey().endsWith("/" + rows))
        .mapToInt(tensor -> tensor.getValue().shape().get(0))
        .sum();
  }

  private static void requireMatrix(String name, FloatTensor tensor) {
    List<Integer> shape = tensor.shape();
    if (shape.size() != 2 || shape.get(0) < 1 || shape.get(1) < 1) {
      throw new IllegalArgumentException(
          "%s: expected shape [C, D], found %s".formatted(name, shape));
    }
  }

  private static void requireFinite(String name, FloatTensor tensor) {
    for (float value : tensor.values()) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(name + ": expected finite values, found " + value);
      }
    }
  }

  private static FloatTensor unitRows(FloatTensor features) {
    int width = features.shape().get(1);
    float[] units = new float[features.values().length];
    for (int start = 0; start < units.length; start += width) {
      double norm = norm(features.values(), start, width);
      for (int i = start; i < start + width; i++) {
        units[i] = (float) (features.values()[i] / norm);
      }
    }
    return new FloatTensor(features.shape(), units);
  }

  private static double norm(float[] values, int start, int width) {
    double squares = 0;
    for (int i = start; i < start + width; i++) {
      squares += (double) values[i] * values[i];
    }
    if (!(squares > 0 && squares < Double.POSITIVE_INFINITY)) { // NaN too
      throw new IllegalArgumentException(
          "text feature of class %d: expected finite values, not all zero"
              .formatted(start / width));
    }
    return Math.sqrt(squares);
  }
}
