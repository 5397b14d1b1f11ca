package org.softcpt.trainer.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.trainer.method.CosineClassifier;

/** What holds for every feature method, and the laws of each. */
class FeatureMethodsTest {

  /** Logits up to 20 from features of 24 bits; reckoned 2e-6, times ten. */
  private static final float ROUNDING = 2e-5f;

  /** Fewer steps than published, for speed, and larger ones. */
  private static final Map<String, Map<String, String>> QUICK =
      Map.of(
          "taskres", Map.of("taskres_epochs", "10", "taskres_rate", "0.1"),
          "lp++", Map.of("lpplus_iterations", "30"),
          "clip-adapter", Map.of("clip_adapter_epochs", "20", "clip_adapter_rate", "0.1"));

  private final RandomProblem problem = new RandomProblem(5);

  static Stream<String> names() {
    return FeatureMethods.all().stream().map(FeatureMethodEntry::name);
  }

  static Stream<String> learners() {
    return names().filter(name -> !name.equals("zero-shot"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void theSameProblemGivesTheSameFit(String name) {
    Fit fit = fit(name, quick(name));
    assertEquals(fit, fit(name, quick(name)));
    assertTrue(fit.chosen().containsKey("from"), fit.chosen().toString());
  }

  @ParameterizedTest
  @MethodSource("learners")
  void learnsMoreThanTheTextFeaturesKnow(String name) {
    double zeroShot = accuracy("zero-shot");
    assertTrue(zeroShot < 0.9, "nothing to learn: " + zeroShot);
    assertTrue(accuracy(name) > zeroShot, name + ": " + accuracy(name) + " of " + zeroShot);
  }

  @ParameterizedTest
  @MethodSource("names")
  void fitsWithoutValidationImages(String name) {
    Fit fit = method(name).fit(problem.of(name, quick(name), 0));
    assertTrue(fit.chosen().get("from").toString().startsWith("fixed"), fit.chosen().toString());
    assertEquals(RandomProblem.CLASSES * 35, logits(name, fit).length);
  }

  @ParameterizedTest
  @MethodSource("names")
  void answersOneImageAsItAnswersMany(String name) {
    Fit fit = fit(name, quick(name));
    float[] all = problem.test().views().get(0);
    float[] first = Arrays.copyOf(all, RandomProblem.WIDTH);
    float[] alone = method(name).classifier(problem.stored(fit)).logits(0, first);
    float[] beside = Arrays.copyOf(logits(name, fit), RandomProblem.CLASSES);
    assertArrayEquals(beside, alone, ROUNDING);
  }

  @ParameterizedTest
  @MethodSource("names")
  void aMissingOrMisshapenTensorIsNamed(String name) {
    Fit fit = fit(name, quick(name));
    for (String tensor : fit.tensors().keySet()) {
      Map<String, FloatTensor> others = new HashMap<>(fit.tensors());
      others.remove(tensor);
      assertTrue(refusal(name, fit, others).contains("'" + tensor + "'"), tensor);
      others.put(tensor, FloatTensor.of(new float[2 * 3 * 11], 2, 3, 11));
      assertTrue(refusal(name, fit, others).contains("'" + tensor + "'"), tensor);
    }
  }

  @Test
  void zeroShotIsTheCosineWithTheText() {
    assertArrayEquals(zeroShot(), logits("zero-shot", fit("zero-shot", Map.of())), ROUNDING);
  }

  @Test
  void taskResWithoutLearningIsZeroShot() {
    Map<String, String> settings = Map.of("taskres_alpha", "0", "taskres_epochs", "2");
    assertArrayEquals(zeroShot(), logits("taskres", fit("taskres", settings)), ROUNDING);
  }

  @Test
  void clipAdapterThatBlendsNothingInIsZeroShot() {
    Map<String, String> settings = Map.of("clip_adapter_ratio", "0", "clip_adapter_epochs", "2");
    assertArrayEquals(zeroShot(), logits("clip-adapter", fit("clip-adapter", settings)), ROUNDING);
  }

  @Test
  void tipAdapterWithoutItsCacheIsZeroShot() {
    FeatureProblem fixed = problem.of("tip-adapter", Map.of("tip_adapter_alpha", "0"), 0);
    assertArrayEquals(
        zeroShot(), logits("tip-adapter", method("tip-adapter").fit(fixed)), ROUNDING);
  }

  @Test
  void tipAdapterAnswersItsOwnImageWithItsLabelWhenSharp() {
    Map<String, String> settings = Map.of("tip_adapter_alpha", "1000", "tip_adapter_beta", "1000");
    FeatureProblem fixed = problem.of("tip-adapter", settings, 0);
    Fit fit = method("tip-adapter").fit(fixed);
    Matrix keys = Matrix.of(fit.tensors().get("keys"));
    float[] logits = method("tip-adapter").classifier(problem.stored(fit)).logits(0, keys.floats());
    assertEquals(
        1, SoftmaxLoss.accuracy(Matrix.of(logits, RandomProblem.CLASSES), fixed.train().labels()));
  }

  @Test
  void tipAdapterFStartsFromTipAdapter() {
    Map<String, String> settings = Map.of("tip_adapter_rate", "0", "tip_adapter_epochs", "1");
    assertEquals(fit("tip-adapter", Map.of()).tensors(), fit("tip-adapter-f", settings).tensors());
  }

  @Test
  void protoNetsLogitsDifferAsSquaredDistancesDo() {
    Fit fit = fit("protonet", Map.of());
    float[] logits = logits("protonet", fit);
    LabelledFeatures train = problem.of("protonet", Map.of()).train();
    Matrix images = problem.test().unit();
    double[][] distances = new double[2][];
    for (int c = 0; c < 2; c++) {
      distances[c] = distances(images, train, c);
    }
    for (int i = 0; i < images.rows(); i++) {
      assertEquals(
          distances[1][i] - distances[0][i],
          logits[i * RandomProblem.CLASSES] - logits[i * RandomProblem.CLASSES + 1],
          ROUNDING);
    }
  }

  @Test
  void aLinearProbeWithATinyCIsNearUniform() {
    FeatureProblem task = problem.of("linear-probe", Map.of());
    LogisticRegression.Model model =
        new LogisticRegression(task.train().plain(), task.train().labels(), RandomProblem.CLASSES)
            .fit(1e-9);
    Matrix logits = LinearClassifier.logits(problem.test().plain(), model.weights(), model.bias());
    // Weights are at most C Σ‖f‖ = 1e-9 · 15 · 40, logits that times 40.
    assertArrayEquals(new double[logits.values().length], logits.values(), 1e-4);
  }

  @Test
  void theSearchForCGoesUpAndDownAsPublished() {
    List<Double> tried = new ArrayList<>();
    double chosen =
        LinearProbe.search(
            c -> {
              tried.add(c);
              return -Math.abs(Math.log10(c) - 2.5);
            });
    assertTrue(Math.abs(Math.log10(chosen) - 2.5) < 0.02, "C " + chosen); // 2 / 2^7
    TreeMap<Double, Double> known = new TreeMap<>();
    tried.forEach(c -> known.put(c, c));
    assertEquals(1e6, known.lastKey());
    assertEquals(10, LinearProbe.search(c -> 0.5) / 1e4, 1e-9); // ties: the first, then downwards
  }

  @Test
  void classesWithoutAnImageAreAnsweredToo() {
    FeatureProblem whole = problem.of("lp++", Map.of());
    int[] labels = Arrays.stream(whole.train().labels()).map(l -> l % 3).toArray();
    LabelledFeatures fewer =
        new LabelledFeatures(whole.train().views(), labels, RandomProblem.WIDTH);
    for (FeatureMethodEntry entry : FeatureMethods.all()) {
      FeatureProblem task = problem.of(entry.name(), quick(entry.name()));
      Fit fit =
          entry
              .method()
              .fit(
                  new FeatureProblem(
                      fewer,
                      task.validation(),
                      task.textFeatures(),
                      task.logitScale(),
                      task.seed(),
                      task.options()));
      for (float logit : logits(entry.name(), fit)) {
        assertFalse(Float.isNaN(logit) || Float.isInfinite(logit), entry.name());
      }
    }
  }

  private double[] distances(Matrix images, LabelledFeatures train, int label) {
    Matrix unit = train.unit();
    double[] mean = new double[unit.columns()];
    int[] labels = train.labels();
    for (int i = 0; i < labels.length; i++) {
      for (int d = 0; d < mean.length && labels[i] == label; d++) {
        mean[d] += unit.at(i, d) / RandomProblem.SHOTS;
      }
    }
    double[] distances = new double[images.rows()];
    for (int i = 0; i < distances.length; i++) {
      for (int d = 0; d < mean.length; d++) {
        distances[i] += Math.pow(images.at(i, d) - mean[d], 2);
      }
    }
    return distances;
  }

  private String refusal(String name, Fit fit, Map<String, FloatTensor> tensors) {
    StoredFit whole = problem.stored(fit);
    StoredFit stored = new StoredFit(tensors, whole.task(), whole.width(), whole.logitScale());
    return assertThrows(IllegalArgumentException.class, () -> method(name).classifier(stored), name)
        .getMessage();
  }

  private float[] zeroShot() {
    return new CosineClassifier(RandomProblem.task(), problem.text(), RandomProblem.SCALE)
        .logits(0, problem.test().views().get(0));
  }

  private Fit fit(String name, Map<String, String> settings) {
    return method(name).fit(problem.of(name, settings));
  }

  private float[] logits(String name, Fit fit) {
    return method(name).classifier(problem.stored(fit)).logits(0, problem.test().views().get(0));
  }

  private double accuracy(String name) {
    Matrix logits = Matrix.of(logits(name, fit(name, quick(name))), RandomProblem.CLASSES);
    return SoftmaxLoss.accuracy(logits, problem.test().labels());
  }

  private static Map<String, String> quick(String name) {
    return QUICK.getOrDefault(name, Map.of());
  }

  private static FeatureMethod method(String name) {
    return FeatureMethods.named(name).orElseThrow().method();
  }
}
