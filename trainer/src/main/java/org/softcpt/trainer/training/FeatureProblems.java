package org.softcpt.trainer.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.cache.FeatureTable;
import org.softcpt.trainer.cache.FeatureView;
import org.softcpt.trainer.feature.FeatureProblem;
import org.softcpt.trainer.feature.LabelledFeatures;
import org.softcpt.trainer.task.FewShot;
import org.softcpt.trainer.task.Sample;
import org.softcpt.trainer.task.TaskSet;

/**
 * Makes a problem of every task of a table, for methods that are fit on features.
 *
 * @param table the features
 * @param config shots, seed and the method's own settings
 * @param text features of all tasks' prompts, {@code [C, D]}, as the method takes them
 * @param logitScale the factor between cosines and CLIP's logits
 */
record FeatureProblems(FeatureTable table, TrainingConfig config, float[] text, float logitScale) {

  /** Draws a task's images as every method does; the test images are not read. */
  FeatureProblem of(int task, TrainingListener listener) throws InvalidInputException {
    FeatureView view = FeatureView.ofTasks(table, task);
    FewShot drawn = view.sample(config.shots(), config.seed(), config.sampling());
    drawn.notices().forEach(listener::notice);
    if (drawn.train().isEmpty()) {
      throw new InvalidInputException(
          "cache: no training image in task '%s'".formatted(table.tasks().tasks().get(task).id()));
    }
    return new FeatureProblem(
        features(view, drawn.train(), table.views()),
        features(view, drawn.validation(), 0),
        text(task),
        logitScale,
        config.seed(),
        config.options());
  }

  private static LabelledFeatures features(FeatureView view, List<Sample> samples, int augmented) {
    int width = view.width();
    List<float[]> views = new ArrayList<>();
    for (int number = 0; number <= augmented; number++) {
      float[] rows = new float[Math.multiplyExact(samples.size(), width)];
      for (int i = 0; i < samples.size(); i++) {
        System.arraycopy(view.feature(samples.get(i).row(), number), 0, rows, i * width, width);
      }
      views.add(rows);
    }
    int[] labels = samples.stream().mapToInt(sample -> sample.label(0)).toArray();
    return new LabelledFeatures(views, labels, width);
  }

  private float[] text(int task) {
    TaskSet tasks = table.tasks();
    int width = text.length / tasks.classCount();
    return Arrays.copyOfRange(text, tasks.offset(task) * width, tasks.offset(task + 1) * width);
  }
}
