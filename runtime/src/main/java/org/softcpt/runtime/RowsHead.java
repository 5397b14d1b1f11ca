package org.softcpt.runtime;

import java.util.Arrays;
import java.util.List;
import org.softcpt.models.folder.BundleManifest;

/**
 * One row per class: logits are <i>scale · w · f + b</i>.
 *
 * @param tasks the tasks
 * @param weights {@code [C][D]}; the tasks' classes one after another
 * @param bias {@code [C]}
 * @param scale the factor
 * @param unitFeatures whether f is made length one first
 */
record RowsHead(
    List<BundleManifest.Task> tasks,
    double[][] weights,
    double[] bias,
    double scale,
    boolean unitFeatures)
    implements Head {

  @Override
  public int width() {
    return weights[0].length;
  }

  @Override
  public double[] logits(int task, float[] feature) {
    return logits(task, unitFeatures ? Rows.unit(feature) : Rows.wide(feature));
  }

  /** The same for a feature that is of unit length already, if it has to be. */
  double[] logits(int task, double[] image) {
    int first = tasks.subList(0, task).stream().mapToInt(each -> each.classes().size()).sum();
    double[] logits = new double[tasks.get(task).classes().size()];
    Arrays.setAll(logits, c -> scale * Rows.dot(image, weights[first + c]) + bias[first + c]);
    return logits;
  }
}
