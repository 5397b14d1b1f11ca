package org.softcpt.trainer.method;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.softcpt.trainer.method.TransportLogits.Answer;
import org.softcpt.trainer.task.TaskSet;

/**
 * The cross-entropy of transport logits over a batch: softmax over the classes of each pair's task,
 * summed, divided by the number of images; and its gradient.
 */
final class TransportLoss {

  private final TaskSet tasks;
  private final List<TransportLogits> byTask;
  private final List<double[]> gradients = new ArrayList<>(); // of unit text features, by task
  private final int rowWidth;
  private double value;
  private float[] logits = {};

  /**
   * A loss of nothing yet.
   *
   * @param tasks all tasks
   * @param byTask logits of each
   * @param rowWidth of an image's features, T·D
   */
  TransportLoss(TaskSet tasks, List<TransportLogits> byTask, int rowWidth) {
    this.tasks = tasks;
    this.byTask = byTask;
    this.rowWidth = rowWidth;
    byTask.forEach(each -> gradients.add(new double[each.texts().rows().length]));
  }

  /**
   * Adds a batch.
   *
   * @throws IllegalArgumentException if its features are not local ones
   */
  void add(PairBatch batch) {
    if (batch.features().length != (long) batch.pairs() * rowWidth) {
      throw new IllegalArgumentException(
          "local features: expected %d numbers per image, found %d"
              .formatted(rowWidth, batch.features().length / batch.pairs()));
    }
    logits = new float[Math.multiplyExact(batch.pairs(), tasks.classCount())];
    Arrays.fill(logits, Float.NEGATIVE_INFINITY);
    for (int pair = 0; pair < batch.pairs(); pair++) {
      add(batch, pair);
    }
  }

  private void add(PairBatch batch, int pair) {
    int task = (int) batch.tasks()[pair];
    int label = (int) batch.labels()[pair] - tasks.offset(task);
    int from = pair * rowWidth;
    Answer answer =
        byTask.get(task).answer(Arrays.copyOfRange(batch.features(), from, from + rowWidth));
    double[] gradient = shares(answer.logits());
    value -= Math.log(gradient[label]) / batch.images();
    gradient[label] -= 1;
    for (int c = 0; c < gradient.length; c++) {
      gradient[c] /= batch.images();
      logits[pair * tasks.classCount() + tasks.offset(task) + c] = (float) answer.logits()[c];
    }
    byTask.get(task).addGradient(answer, gradient, gradients.get(task));
  }

  private static double[] shares(double[] logits) {
    double largest = Arrays.stream(logits).max().orElseThrow();
    double[] shares = Arrays.stream(logits).map(logit -> Math.exp(logit - largest)).toArray();
    double sum = Arrays.stream(shares).sum();
    return Arrays.stream(shares).map(share -> share / sum).toArray();
  }

  double value() {
    return value;
  }

  /** {@code [R, C]}; classes of other tasks have minus infinity. */
  float[] logits() {
    return logits;
  }

  /** dL/dfeatures {@code [C, N, D]}. */
  float[] featureGradient() {
    List<float[]> parts = new ArrayList<>();
    for (int task = 0; task < byTask.size(); task++) {
      parts.add(byTask.get(task).texts().back(gradients.get(task)));
    }
    float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
