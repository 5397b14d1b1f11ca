package org.softcpt.trainer.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.softcpt.trainer.cache.FeatureTable;
import org.softcpt.trainer.method.Vectors;
import org.softcpt.trainer.task.Sample;
import org.softcpt.trainer.task.Split;

/**
 * Classifies a cache's test images by cosine.
 *
 * @param table the cache
 */
record TestSplit(FeatureTable table) {

  /**
   * Counts right answers per task.
   *
   * @param textFeatures {@code [C, D]}, any norm, all tasks' classes one after another
   * @return one score per task
   */
  List<TaskScore> score(float[] textFeatures) {
    float[] unit = Vectors.unitRows(textFeatures, table.tasks().classCount());
    List<TaskScore> scores = new ArrayList<>();
    table.tasks().tasks().forEach(task -> scores.add(new TaskScore(task.classes().size())));
    for (Sample sample : table.samples()) {
      if (sample.split() == Split.TEST) {
        add(scores, sample, unit);
      }
    }
    return scores;
  }

  private void add(List<TaskScore> scores, Sample sample, float[] text) {
    float[] image = table.feature(sample.row(), 0);
    for (int task = 0; task < scores.size(); task++) {
      if (sample.label(task) != Sample.NONE) {
        int classes = table.tasks().tasks().get(task).classes().size();
        scores
            .get(task)
            .add(sample.label(task), nearest(image, text, table.tasks().offset(task), classes));
      }
    }
  }

  /** The image's own length does not change which cosine is largest. */
  private static int nearest(float[] image, float[] text, int offset, int classes) {
    int best = 0;
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      double dot = 0;
      for (int d = 0; d < image.length; d++) {
        dot += (double) image[d] * text[(offset + c) * image.length + d];
      }
      if (dot > largest) {
        largest = dot;
        best = c;
      }
    }
    return best;
  }
}
