package org.softcpt.trainer.feature;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.method.MethodOptions;
import org.softcpt.trainer.task.ClassDefinition;
import org.softcpt.trainer.task.Metric;
import org.softcpt.trainer.task.TaskDefinition;
import org.softcpt.trainer.task.TaskSet;

/**
 * A task whose images scatter around a direction per class; text features point near it.
 *
 * @param seed of everything
 */
record RandomProblem(long seed) {

  static final int CLASSES = 5;
  static final int WIDTH = 13;
  static final int SHOTS = 3;
  static final float SCALE = 20;

  FeatureProblem of(String method, Map<String, String> settings) {
    return of(method, settings, 2);
  }

  FeatureProblem of(String method, Map<String, String> settings, int validationShots) {
    try {
      MethodOptions options =
          MethodOptions.of(FeatureMethods.named(method).orElseThrow().options(), settings);
      return new FeatureProblem(
          images(1, SHOTS, 3), images(2, validationShots, 1), text(), SCALE, seed, options);
    } catch (InvalidInputException e) {
      throw new IllegalStateException(e);
    }
  }

  StoredFit stored(Fit fit) {
    return new StoredFit(fit.tensors(), task(), WIDTH, SCALE);
  }

  /** Images nobody learned from. */
  LabelledFeatures test() {
    return images(3, 7, 1);
  }

  float[] text() {
    return UnitRows.of(around(4, 1, 1.6)).units().floats();
  }

  private LabelledFeatures images(int purpose, int perClass, int views) {
    List<float[]> made =
        IntStream.range(0, views)
            .mapToObj(view -> Scaled.by(9, around(10 * purpose + view, perClass, 0.6)).floats())
            .toList();
    int[] labels = IntStream.range(0, CLASSES * perClass).map(i -> i % CLASSES).toArray();
    return new LabelledFeatures(made, labels, WIDTH);
  }

  private Matrix around(int purpose, int perClass, double spread) {
    Random centres = new Random(seed);
    double[][] directions = new double[CLASSES][];
    for (int c = 0; c < CLASSES; c++) {
      directions[c] = IntStream.range(0, WIDTH).mapToDouble(d -> centres.nextGaussian()).toArray();
    }
    Random noise = new Random(31 * seed + purpose);
    Matrix rows = Matrix.zeros(CLASSES * perClass, WIDTH);
    for (int i = 0; i < rows.values().length; i++) {
      rows.values()[i] = directions[i / WIDTH % CLASSES][i % WIDTH] + spread * noise.nextGaussian();
    }
    return rows;
  }

  static TaskSet task() {
    List<ClassDefinition> classes =
        IntStream.range(0, CLASSES)
            .mapToObj(c -> new ClassDefinition("c" + c, "class " + c))
            .toList();
    return new TaskSet(
        List.of(new TaskDefinition("t", "task", classes, List.of("{}"), Metric.OVERALL_ACC)));
  }
}
