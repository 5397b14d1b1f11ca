package org.softcpt.trainer.method;

import java.util.Optional;
import org.softcpt.trainer.task.TaskSet;

/** CLIP's own classifier: {@code logitScale · cosine} with a text feature per class. */
public final class CosineClassifier implements Classifier {

  private final TaskSet tasks;
  private final float[] textFeatures; // [C, D]
  private final float[] unit; // the same, rows of length one
  private final float logitScale;

  /**
   * Takes text features.
   *
   * @param tasks what they are of
   * @param textFeatures {@code [C, D]}, any norm, all tasks' classes one after another
   * @param logitScale the factor between cosines and logits
   */
  public CosineClassifier(TaskSet tasks, float[] textFeatures, float logitScale) {
    this.tasks = tasks;
    this.textFeatures = textFeatures.clone();
    this.unit = Vectors.unitRows(textFeatures, tasks.classCount());
    this.logitScale = logitScale;
  }

  @Override
  public Optional<float[]> textFeatures() {
    return Optional.of(textFeatures.clone());
  }

  @Override
  public float[] logits(int task, float[] features) {
    int width = unit.length / tasks.classCount();
    int classes = tasks.offset(task + 1) - tasks.offset(task);
    int images = features.length / width;
    float[] rows = Vectors.unitRows(features, images);
    float[] logits = new float[Math.multiplyExact(images, classes)];
    for (int image = 0; image < images; image++) {
      for (int c = 0; c < classes; c++) {
        int row = (tasks.offset(task) + c) * width;
        logits[image * classes + c] = logitScale * dot(rows, image * width, row, width);
      }
    }
    return logits;
  }

  private float dot(float[] images, int image, int row, int width) {
    double sum = 0;
    for (int d = 0; d < width; d++) {
      sum += (double) images[image + d] * unit[row + d];
    }
    return (float) sum;
  }
}
