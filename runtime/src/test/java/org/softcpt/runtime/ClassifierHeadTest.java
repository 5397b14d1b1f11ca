package org.softcpt.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.models.folder.BundleManifest.Task;
import org.softcpt.models.tensor.FloatTensor;

class ClassifierHeadTest {

  /** Double precision throughout: rounding of a few operations on values up to 1. */
  private static final double TOLERANCE = 1e-12;

  private static final List<Task> TASKS =
      List.of(
          new Task("first", "first task", List.of("a", "b", "c")),
          new Task("second", "second task", List.of("d", "e")));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void probabilitiesOfEachTaskSumToOne(long seed) {
    for (TaskPrediction task : head(seed, Math.log(100)).predict(vector(seed, 7))) {
      double sum = task.classes().stream().mapToDouble(ClassProbability::probability).sum();
      assertEquals(1, sum, TOLERANCE);
    }
  }

  @Test // only directions count
  void lengthOfTheFeatureDoesNotMatter() {
    float[] feature = vector(1, 7);
    float[] longer = feature.clone();
    for (int i = 0; i < longer.length; i++) {
      longer[i] *= 1024; // a power of two: exact
    }
    assertEquals(head(1, 3).predict(feature), head(1, 3).predict(longer));
  }

  @Test // logits 2·1, 2·0, 2·(-1) and 2·0.6, 2·0.8; values from Python's math.exp
  void softmaxOfKnownCosines() {
    FloatTensor features = FloatTensor.of(new float[] {5, 0, 0, 1, -2, 0, 3, 4, 4, 3}, 5, 2);
    ClassifierHead head = new ClassifierHead(TASKS, features, Math.log(2));
    List<TaskPrediction> predictions = head.predict(new float[] {10, 0});
    assertEquals("first", predictions.get(0).id());
    assertProbability("a", 0.8668133321973347, predictions.get(0), 0);
    assertProbability("b", 0.11731042782619837, predictions.get(0), 1);
    assertProbability("c", 0.015876239976466765, predictions.get(0), 2);
    assertProbability("d", 0.401312339887548, predictions.get(1), 0);
    assertProbability("e", 0.598687660112452, predictions.get(1), 1);
  }

  @Test // 3·0.6 + 4·0.8 + 1 = 6, 5, 0.6 - 0.8 = -0.2 for the direction (0.6, 0.8)
  void linearLogitsOfKnownWeights() {
    FloatTensor weights = FloatTensor.of(new float[] {3, 4, 0, 0, 1, -1, 1, 0, 0, 1}, 5, 2);
    FloatTensor bias = FloatTensor.of(new float[] {1, 5, 0, 0, 0}, 5);
    ClassifierHead unit = ClassifierHead.linear(TASKS, weights, bias, true);
    assertRatio(Math.exp(6 - 5), unit.predict(new float[] {6, 8}), 0, 1);
    assertRatio(Math.exp(5 + 0.2), unit.predict(new float[] {6, 8}), 1, 2);
    ClassifierHead plain = ClassifierHead.linear(TASKS, weights, bias, false);
    assertRatio(Math.exp(51 - 5), plain.predict(new float[] {6, 8}), 0, 1);
  }

  private static void assertRatio(
      double expected, List<TaskPrediction> predictions, int first, int second) {
    List<ClassProbability> classes = predictions.get(0).classes();
    double ratio = classes.get(first).probability() / classes.get(second).probability();
    assertEquals(1, ratio / expected, 1e-6); // weights of 24 bits
  }

  @Test // exp(20) times a cosine overflows exp() unless the largest logit is taken off
  void largestTemperatureDoesNotOverflow() {
    List<TaskPrediction> predictions = head(3, 20).predict(vector(4, 7));
    assertEquals(1, predictions.get(0).top(1).get(0).probability(), TOLERANCE);
  }

  @Test
  void topIsSortedAndKeepsTheOrderOfEquals() {
    TaskPrediction task =
        new TaskPrediction(
            "t",
            "t",
            List.of(
                new ClassProbability("a", 0.2),
                new ClassProbability("b", 0.4),
                new ClassProbability("c", 0.2),
                new ClassProbability("d", 0.2)));
    assertEquals(List.of("b", "a", "c"), names(task.top(3)));
    assertEquals(List.of("b", "a", "c", "d"), names(task.top(9)));
    assertEquals(List.of(), task.top(0));
  }

  @Test
  void refusesWhatDoesNotFit() {
    ClassifierHead head = head(1, 1);
    assertMessage("expected width 7, found 6", () -> head.predict(new float[6]));
    assertMessage("not all zero; found length 0.0", () -> head.predict(new float[7]));
    assertMessage(
        "found length NaN", () -> head.predict(new float[] {Float.NaN, 1, 1, 1, 1, 1, 1}));
    assertMessage(
        "expected shape [5, D] for as many classes, found [4, 2]",
        () -> new ClassifierHead(TASKS, FloatTensor.of(new float[8], 4, 2), 1));
    assertMessage(
        "bias: expected shape [5], found [4]",
        () ->
            ClassifierHead.linear(
                TASKS, FloatTensor.of(new float[10], 5, 2), FloatTensor.of(new float[4], 4), true));
  }

  private static void assertProbability(
      String name, double probability, TaskPrediction task, int index) {
    assertEquals(name, task.classes().get(index).name());
    assertEquals(probability, task.classes().get(index).probability(), TOLERANCE);
  }

  private static void assertMessage(String part, Runnable action) {
    IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, action::run);
    assertTrue(refused.getMessage().contains(part), refused.getMessage());
  }

  private static List<String> names(List<ClassProbability> classes) {
    return classes.stream().map(ClassProbability::name).toList();
  }

  private static ClassifierHead head(long seed, double logitScale) {
    return new ClassifierHead(TASKS, FloatTensor.of(vector(seed, 35), 5, 7), logitScale);
  }

  private static float[] vector(long seed, int length) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
