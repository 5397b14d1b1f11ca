package org.softcpt.trainer.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.softcpt.trainer.cache.FeatureTable;
import org.softcpt.trainer.method.Classifier;
import org.softcpt.trainer.task.Sample;
import org.softcpt.trainer.task.Split;

/**
 * Classifies a cache's test images.
 *
 * @param table the cache
 */
record TestSplit(FeatureTable table) {

  /** Images that a classifier gets at once. */
  private static final int BATCH = 256;

  /** Every test image in every task it belongs to: task by task, then by row. */
  List<Prediction> predict(Classifier classifier) {
    List<Prediction> predictions = new ArrayList<>();
    for (int task = 0; task < table.tasks().size(); task++) {
      List<Sample> samples = samples(task);
      for (int from = 0; from < samples.size(); from += BATCH) {
        List<Sample> batch = samples.subList(from, Math.min(samples.size(), from + BATCH));
        add(predictions, task, batch, classifier.logits(task, features(batch)));
      }
    }
    return predictions;
  }

  /** Counts right answers per task. */
  List<TaskScore> score(List<Prediction> predictions) {
    List<TaskScore> scores = new ArrayList<>();
    table.tasks().tasks().forEach(task -> scores.add(new TaskScore(task.classes().size())));
    predictions.forEach(each -> scores.get(each.task()).add(each.label(), each.predicted()));
    return scores;
  }

  private List<Sample> samples(int task) {
    return table.samples().stream()
        .filter(sample -> sample.split() == Split.TEST && sample.label(task) != Sample.NONE)
        .toList();
  }

  private float[] features(List<Sample> batch) {
    int width = table.width();
    float[] features = new float[Math.multiplyExact(batch.size(), width)];
    for (int i = 0; i < batch.size(); i++) {
      System.arraycopy(table.feature(batch.get(i).row(), 0), 0, features, i * width, width);
    }
    return features;
  }

  private static void add(
      List<Prediction> predictions, int task, List<Sample> batch, float[] logits) {
    int classes = logits.length / batch.size();
    for (int i = 0; i < batch.size(); i++) {
      Sample sample = batch.get(i);
      int best = largest(logits, i * classes, classes);
      predictions.add(
          new Prediction(
              task,
              sample.path(),
              sample.label(task),
              best,
              share(logits, i * classes, classes, best)));
    }
  }

  private static int largest(float[] logits, int from, int classes) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (logits[from + c] > logits[from + best]) {
        best = c;
      }
    }
    return best;
  }

  /** The softmax of the largest logit. */
  private static double share(float[] logits, int from, int classes, int best) {
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += Math.exp(logits[from + c] - logits[from + best]);
    }
    return 1 / sum;
  }
}
