package org.softcpt.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.softcpt.models.folder.BundleHead;
import org.softcpt.models.folder.BundleManifest.Task;
import org.softcpt.models.folder.HeadKind;
import org.softcpt.models.tensor.FloatTensor;

/** Heads by task, with numbers by hand: features of width 2, tasks of two and of three classes. */
class StoredHeadTest {

  private static final List<Task> TASKS =
      List.of(new Task("a", "a", List.of("x", "y")), new Task("b", "b", List.of("p", "q", "r")));

  private static final double LOGIT_SCALE = Math.log(10);

  /** Numbers of single precision in sums of double precision, logits up to 12. */
  private static final double ROUNDING = 1e-5;

  private static FloatTensor matrix(int rows, int columns, double... values) {
    return FloatTensor.of(floats(values), rows, columns);
  }

  private static FloatTensor vector(double... values) {
    return FloatTensor.of(floats(values), values.length);
  }

  private static float[] floats(double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static Map<String, FloatTensor> tensors(HeadKind kind) {
    Map<String, FloatTensor> tensors = new HashMap<>();
    tensors.put("a/text_features", matrix(2, 2, 1, 0, 0, 1));
    tensors.put("b/text_features", matrix(3, 2, 0.6, 0.8, 0, -1, -1, 0));
    for (String task : List.of("a", "b")) {
      if (kind == HeadKind.CACHE) {
        tensors.put(task + "/keys", matrix(3, 2, 0.6, 0.8, 1, 0, 0.6, 0.8));
        tensors.put(task + "/labels", vector(1, 0, 1));
        tensors.put(task + "/alpha", vector(2));
        tensors.put(task + "/beta", vector(5));
      } else {
        tensors.put(task + "/down", matrix(1, 2, 1, 1));
        tensors.put(task + "/up", matrix(2, 1, 1, -1));
        tensors.put(task + "/ratio", vector(0.5));
      }
    }
    return tensors;
  }

  private static ClassifierHead head(HeadKind kind, Map<String, FloatTensor> tensors) {
    return ClassifierHead.of(TASKS, new BundleHead(kind, tensors), LOGIT_SCALE);
  }

  /** Log odds of the first two classes: logits up to what a task's classes share. */
  private static double odds(HeadKind kind, int task) {
    List<ClassProbability> classes =
        head(kind, tensors(kind)).predict(new float[] {3, 4}).get(task).classes();
    return Math.log(classes.get(1).probability() / classes.get(0).probability());
  }

  @Test // both keys of the second class are the image itself; that of the first has the cosine 0.6
  void rememberedImagesVote() {
    assertEquals(8 + 2 * 2 - 6 - 2 * Math.exp(-2), odds(HeadKind.CACHE, 0), ROUNDING);
    assertEquals(-8 + 2 * 2 - 10 - 2 * Math.exp(-2), odds(HeadKind.CACHE, 1), ROUNDING);
  }

  @Test // inner 7, added (7, 0), mixed (5, 2)
  void featuresAreAdapted() {
    assertEquals((20 - 50) / Math.sqrt(29), odds(HeadKind.ADAPTER, 0), ROUNDING);
    assertEquals((-20 - 46) / Math.sqrt(29), odds(HeadKind.ADAPTER, 1), ROUNDING);
  }

  @ParameterizedTest
  @EnumSource(
      value = HeadKind.class,
      names = {"CACHE", "ADAPTER"})
  void everyTensorIsNeeded(HeadKind kind) {
    for (String name : tensors(kind).keySet()) {
      Map<String, FloatTensor> others = tensors(kind);
      others.remove(name);
      assertRefused(kind, others, "no tensor '" + name + "'");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CACHE, a/keys, 'a/labels': expected shape [1]",
    "CACHE, b/labels, 'b/labels': expected shape [3]",
    "CACHE, a/alpha, 'a/alpha': expected shape [1]",
    "ADAPTER, b/up, 'b/up': expected shape [2 1]",
    "ADAPTER, a/ratio, 'a/ratio': expected shape [1]",
    "CACHE, b/text_features, expected shape [3"
  })
  void shapesMustFit(HeadKind kind, String name, String message) {
    Map<String, FloatTensor> tensors = tensors(kind);
    tensors.put(name, matrix(1, 2, 1, 1));
    assertRefused(kind, tensors, message.replace("[2 1]", "[2, 1]"));
  }

  @Test
  void tasksOfDifferentWidthsAreRefused() {
    Map<String, FloatTensor> tensors = tensors(HeadKind.ADAPTER);
    tensors.put("b/text_features", matrix(3, 1, 1, 1, 1));
    assertRefused(HeadKind.ADAPTER, tensors, "'b/text_features': expected width 2, found 1");
  }

  @ParameterizedTest
  @CsvSource({"2", "0.5", "-1"})
  void labelsMustBeClasses(double label) {
    Map<String, FloatTensor> tensors = tensors(HeadKind.CACHE);
    tensors.put("a/labels", vector(0, label, 1));
    assertRefused(HeadKind.CACHE, tensors, "'a/labels': expected whole numbers from 0 to 1");
  }

  @Test
  void numbersMustBeFinite() {
    Map<String, FloatTensor> tensors = tensors(HeadKind.CACHE);
    tensors.put("a/beta", vector(Double.NaN));
    assertRefused(HeadKind.CACHE, tensors, "'a/beta': expected finite values");
    assertThrows(IllegalArgumentException.class, () -> BundleHead.byTask(HeadKind.CACHE, tensors));
  }

  private static void assertRefused(
      HeadKind kind, Map<String, FloatTensor> tensors, String message) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> head(kind, tensors));
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
  }
}
