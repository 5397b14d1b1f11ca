package org.softcpt.trainer.feature;

import java.util.Map;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.trainer.task.TaskSet;

/**
 * What a classifier is rebuilt from.
 *
 * @param tensors as in {@link Fit}; copied
 * @param task the one task
 * @param width D
 * @param logitScale the factor between cosines and CLIP's logits
 */
public record StoredFit(
    Map<String, FloatTensor> tensors, TaskSet task, int width, float logitScale) {

  /** Copies the map. */
  public StoredFit {
    tensors = Map.copyOf(tensors);
  }

  /** A tensor of rows of width D, as many as given; -1 for any number. */
  Matrix rows(String name, int count) {
    return matrix(name, count, width);
  }

  /** A tensor {@code [rows, columns]}; -1 for any number of rows. */
  Matrix matrix(String name, int rows, int columns) {
    FloatTensor tensor = tensor(name);
    boolean fits = tensor.shape().size() == 2 && tensor.shape().get(1) == columns;
    if (!fits || rows >= 0 && tensor.shape().get(0) != rows) {
      throw new IllegalArgumentException(
          "tensor '%s': expected shape [%s, %d], found %s"
              .formatted(name, rows < 0 ? "n" : rows, columns, tensor.shape()));
    }
    return Matrix.of(tensor);
  }

  /** A tensor {@code [count]}. */
  float[] vector(String name, int count) {
    FloatTensor tensor = tensor(name);
    if (tensor.shape().size() != 1 || tensor.shape().get(0) != count) {
      throw new IllegalArgumentException(
          "tensor '%s': expected shape [%d], found %s".formatted(name, count, tensor.shape()));
    }
    return tensor.values();
  }

  double scalar(String name) {
    return vector(name, 1)[0];
  }

  int classes() {
    return task.classCount();
  }

  private FloatTensor tensor(String name) {
    FloatTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("tensor '%s' is missing".formatted(name));
    }
    return tensor;
  }
}
