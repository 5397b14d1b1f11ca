package org.softcpt.onnx.clip;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.softcpt.models.tensor.TensorSource;

/** Collects folded weights; a map's weight and bias are folded together but kept one at a time. */
final class WeightList {

  private final List<FoldedTensor> tensors = new ArrayList<>();

  /** Folds a linear map. */
  @FunctionalInterface
  interface Fold {
    LinearMap fold() throws IOException;
  }

  /** Adds {@code name.weight} [outputs, inputs] and {@code name.bias} [outputs]. */
  void linear(String name, int outputs, int inputs, Fold fold) {
    tensors.add(
        new FoldedTensor(name + ".weight", List.of(outputs, inputs), () -> fold.fold().weight()));
    tensors.add(new FoldedTensor(name + ".bias", List.of(outputs), () -> fold.fold().bias()));
  }

  /** Adds several maps of the same inputs as one: rows on rows. */
  void stacked(String name, int outputs, int inputs, Fold... folds) {
    int rows = Math.multiplyExact(outputs, folds.length);
    tensors.add(
        new FoldedTensor(
            name + ".weight", List.of(rows, inputs), () -> joined(folds, LinearMap::weight)));
    tensors.add(
        new FoldedTensor(name + ".bias", List.of(rows), () -> joined(folds, LinearMap::bias)));
  }

  private static float[] joined(Fold[] folds, java.util.function.Function<LinearMap, float[]> part)
      throws IOException {
    float[][] parts = new float[folds.length][];
    for (int i = 0; i < folds.length; i++) {
      parts[i] = part.apply(folds[i].fold());
    }
    return Rows.concatenated(parts);
  }

  /** Adds a tensor as it is. */
  void plain(String name, TensorSource source, String original) {
    tensors.add(new FoldedTensor(name, source.shape(original), () -> source.floats(original)));
  }

  /** Adds a matrix whose rows get mean zero. */
  void centredRows(String name, TensorSource source, String original) {
    List<Integer> shape = source.shape(original);
    tensors.add(
        new FoldedTensor(name, shape, () -> Rows.centred(source.floats(original), shape.get(1))));
  }

  /** Adds a vector of ones: the gain of a normalisation whose own gain was folded away. */
  void ones(String name, int width) {
    tensors.add(
        new FoldedTensor(
            name,
            List.of(width),
            () -> {
              float[] ones = new float[width];
              java.util.Arrays.fill(ones, 1);
              return ones;
            }));
  }

  List<FoldedTensor> tensors() {
    return List.copyOf(tensors);
  }
}
