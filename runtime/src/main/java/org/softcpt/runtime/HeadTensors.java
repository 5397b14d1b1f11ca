package org.softcpt.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.tensor.FloatTensor;

/**
 * A bundle's numbers by name, those of one task under its id.
 *
 * @param tasks whose they are
 * @param tensors by name
 */
record HeadTensors(List<BundleManifest.Task> tasks, Map<String, FloatTensor> tensors) {

  FloatTensor tensor(String name) {
    FloatTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "no tensor '%s' among %s".formatted(name, new TreeSet<>(tensors.keySet())));
    }
    return tensor;
  }

  int classes(int task) {
    return tasks.get(task).classes().size();
  }

  String name(int task, String name) {
    return tasks.get(task).id() + "/" + name;
  }

  /** The cosines of one task's text features, which are as wide as the first task's. */
  RowsHead cosine(int task, double logitScale) {
    FloatTensor text = tensor(name(task, BundleManifest.TEXT_FEATURES));
    FloatTensor first = tensor(name(0, BundleManifest.TEXT_FEATURES));
    if (task > 0 && text.shape().size() == 2 && !text.shape().get(1).equals(first.shape().get(1))) {
      throw new IllegalArgumentException(
          "tensor '%s': expected width %d, found %d"
              .formatted(
                  name(task, BundleManifest.TEXT_FEATURES),
                  first.shape().get(1),
                  text.shape().get(1)));
    }
    return ClassifierHead.cosine(List.of(tasks.get(task)), text, logitScale);
  }

  /** Rows of a tensor of one task. */
  int rows(int task, String name) {
    List<Integer> shape = tensor(name(task, name)).shape();
    return shape.isEmpty() ? 0 : shape.get(0);
  }

  /** A tensor of one task, of this shape and finite. */
  float[] values(int task, String name, int... shape) {
    FloatTensor tensor = tensor(name(task, name));
    if (!tensor.shape().equals(Arrays.stream(shape).boxed().toList())) {
      throw new IllegalArgumentException(
          "tensor '%s': expected shape %s, found %s"
              .formatted(name(task, name), Arrays.toString(shape), tensor.shape()));
    }
    for (float value : tensor.values()) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            "tensor '%s': expected finite values, found %s".formatted(name(task, name), value));
      }
    }
    return tensor.values();
  }

  double scalar(int task, String name) {
    return values(task, name, 1)[0];
  }
}
