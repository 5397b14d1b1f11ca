package org.softcpt.onnx.clip;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.softcpt.models.config.Precision;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.safetensors.DType;
import org.softcpt.models.safetensors.TensorContent;
import org.softcpt.models.tensor.HalfPrecision;
import org.softcpt.models.tensor.TensorSource;

/** Collects folded weights, to be computed one after the other when a file is written. */
final class WeightList {

  private final Precision precision;
  private final List<FoldedTensor> tensors = new ArrayList<>();

  WeightList(Precision precision) {
    this.precision = precision;
  }

  /** Folds a linear map. */
  @FunctionalInterface
  interface Fold {
    LinearMap fold() throws IOException;
  }

  /**
   * A map whose bias is kept when its weight or scales were asked for first: the fold is not done
   * again for it.
   */
  private static final class OnceFolded {
    private final Fold fold;
    private float @Nullable [] bias;

    OnceFolded(Fold fold) {
      this.fold = fold;
    }

    float[] weight() throws IOException {
      LinearMap map = fold.fold();
      bias = map.bias();
      return map.weight();
    }

    ColumnQuantisation quantised() throws IOException {
      LinearMap map = fold.fold();
      bias = map.bias();
      return map.quantised();
    }

    float[] bias() throws IOException {
      float[] kept = bias;
      bias = null;
      return kept != null ? kept : fold.fold().bias();
    }
  }

  /** Adds a map in the list's precision: {@link #exact}, or bytes, scales and bias. */
  void linear(String name, int outputs, int inputs, Fold fold) {
    if (precision != Precision.INT8) {
      exact(name, outputs, inputs, fold);
      return;
    }
    OnceFolded map = new OnceFolded(fold);
    quantised(name, outputs, inputs, map);
    add(name + ".bias", DType.F32, List.of(outputs), map::bias);
  }

  private void quantised(String name, int outputs, int inputs, OnceFolded map) {
    List<Integer> columns = List.of(outputs);
    add(name + QuantisedMaps.SCALES, DType.F32, columns, () -> map.quantised().scales());
    List<Integer> extents = List.of(inputs, outputs);
    add(name + QuantisedMaps.COLUMNS, DType.I8, extents, () -> map.quantised().values());
  }

  /** Adds {@code name.weight} [outputs, inputs] and {@code name.bias} [outputs]. */
  void exact(String name, int outputs, int inputs, Fold fold) {
    stacked(name, outputs, inputs, fold);
  }

  /** Adds a map in the list's precision without its bias. */
  void product(String name, int outputs, int inputs, Fold fold) {
    if (precision == Precision.INT8) {
      quantised(name, outputs, inputs, new OnceFolded(fold));
    } else {
      add(name + ".weight", List.of(outputs, inputs), () -> fold.fold().weight());
    }
  }

  /**
   * Adds a convolution: {@code name.weight} [outputs, channels, side, side] and {@code name.bias}.
   */
  void convolution(String name, List<Integer> kernels, Fold fold) {
    List<OnceFolded> map = List.of(new OnceFolded(fold));
    add(name + ".weight", kernels, map, OnceFolded::weight);
    add(name + ".bias", kernels.subList(0, 1), map, OnceFolded::bias);
  }

  /** Adds several maps of the same inputs as one: rows on rows. */
  void stacked(String name, int outputs, int inputs, Fold... folds) {
    int rows = Math.multiplyExact(outputs, folds.length);
    List<OnceFolded> maps = Arrays.stream(folds).map(OnceFolded::new).toList();
    add(name + ".weight", List.of(rows, inputs), maps, OnceFolded::weight);
    add(name + ".bias", List.of(rows), maps, OnceFolded::bias);
  }

  /** One half of a map. */
  @FunctionalInterface
  private interface Part {
    float[] of(OnceFolded map) throws IOException;
  }

  private void add(String name, List<Integer> shape, List<OnceFolded> maps, Part part) {
    add(
        name,
        shape,
        () -> {
          float[][] parts = new float[maps.size()][];
          for (int i = 0; i < parts.length; i++) {
            parts[i] = part.of(maps.get(i));
          }
          return Rows.concatenated(parts);
        });
  }

  private void add(String name, List<Integer> shape, TensorContent content) {
    boolean half = precision == Precision.FP16 && shape.size() > 1; // vectors are small
    add(name, half ? DType.F16 : DType.F32, shape, content);
  }

  private void add(String name, DType dtype, List<Integer> shape, TensorContent content) {
    tensors.add(
        new FoldedTensor(name, dtype, shape, () -> representable(name, dtype, content.floats())));
  }

  private static float[] representable(String name, DType dtype, float[] values)
      throws InvalidInputException {
    for (float value : values) {
      float stored =
          dtype == DType.F16 ? HalfPrecision.toFloat(HalfPrecision.fromFloat(value)) : value;
      if (!Float.isFinite(stored)) {
        throw new InvalidInputException(
            "weight '%s': expected finite numbers that fit %s, found %s"
                .formatted(name, dtype, value));
      }
    }
    return values;
  }

  /** Adds a tensor as it is. */
  void plain(String name, TensorSource source, String original) {
    reshaped(name, source.shape(original), source, original);
  }

  /** Adds a tensor's numbers in another shape. */
  void reshaped(String name, List<Integer> shape, TensorSource source, String original) {
    add(name, shape, () -> source.floats(original));
  }

  /** Adds a matrix that was cut into several of equal height, each transposed. */
  void transposed(String name, TensorSource source, String original, int parts) {
    int rows = source.shape(original).get(0) / parts;
    int columns = source.shape(original).get(1);
    add(
        name,
        List.of(parts, columns, rows),
        () -> Rows.transposed(source.floats(original), rows, columns));
  }

  /** Adds a matrix whose rows get mean zero. */
  void centredRows(String name, TensorSource source, String original) {
    List<Integer> shape = source.shape(original);
    add(name, shape, () -> Rows.centred(source.floats(original), shape.get(1)));
  }

  /**
   * Adds a vector of equal numbers: gain or shift of a normalisation whose own were folded away.
   */
  void constant(String name, int width, float value) {
    add(name, List.of(width), () -> Rows.constant(width, value));
  }

  List<FoldedTensor> tensors() {
    return List.copyOf(tensors);
  }
}
