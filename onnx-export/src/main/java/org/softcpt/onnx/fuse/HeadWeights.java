package org.softcpt.onnx.fuse;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.tensor.FloatTensor;

/**
 * A bundle head's numbers, checked when they are taken.
 *
 * @param tasks whose classes they are for
 * @param tensors by name; those of one task may stand under its id
 * @param width D of the image features
 */
record HeadWeights(List<BundleManifest.Task> tasks, Map<String, FloatTensor> tensors, int width) {

  /** Rows of a task in a matrix {@code [C, D]} of all tasks' classes; {@code [C_t, D]}. */
  double[] rows(String name, int task) {
    return part(name, task, width, classes(), width);
  }

  /** Elements of a task in a vector {@code [C]} of all tasks' classes; {@code [C_t]}. */
  double[] elements(String name, int task) {
    return part(name, task, 1, classes());
  }

  private double[] part(String name, int task, int rowWidth, int... shape) {
    int first = tasks.subList(0, task).stream().mapToInt(each -> each.classes().size()).sum();
    int end = first + tasks.get(task).classes().size();
    double[] all = values(name, shape);
    return Arrays.copyOfRange(all, first * rowWidth, end * rowWidth);
  }

  /** A tensor of one task. */
  double[] own(int task, String name, int... shape) {
    return values(ownName(task, name), shape);
  }

  /** A number of one task. */
  double scalar(int task, String name) {
    return own(task, name, 1)[0];
  }

  /** First extent of a tensor of one task. */
  int length(int task, String name) {
    List<Integer> shape = tensor(ownName(task, name)).shape();
    return shape.isEmpty() ? 0 : shape.get(0);
  }

  String ownName(int task, String name) {
    return tasks.get(task).id() + "/" + name;
  }

  private int classes() {
    return tasks.stream().mapToInt(task -> task.classes().size()).sum();
  }

  private double[] values(String name, int... shape) {
    FloatTensor tensor = tensor(name);
    if (!tensor.shape().equals(Arrays.stream(shape).boxed().toList())) {
      throw new IllegalArgumentException(
          "tensor '%s': expected shape %s, found %s"
              .formatted(name, Arrays.toString(shape), tensor.shape()));
    }
    double[] values = new double[tensor.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.values()[i];
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "tensor '%s': expected finite values, found %s".formatted(name, values[i]));
      }
    }
    return values;
  }

  private FloatTensor tensor(String name) {
    FloatTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "no tensor '%s' among %s".formatted(name, new TreeSet<>(tensors.keySet())));
    }
    return tensor;
  }
}
