package org.softcpt.trainer.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Logits and gradients against PyTorch's autograd; made by {@code tools/feature_golden.py}. */
class TrainableModelGoldenTest {

  /** Rounding of doubles, logits up to 20; measured 5.4e-15, times ten. */
  private static final double TOLERANCE = 5e-14;

  private static final int WIDTH = 7;
  private static final double SCALE = 20;

  private final JsonNode golden = FeatureGolden.read().get("models");
  private final Matrix images = FeatureGolden.matrix(golden.get("images"), WIDTH);
  private final Matrix unit = UnitRows.of(images).units();
  private final Matrix text = FeatureGolden.matrix(golden.get("text"), WIDTH);

  TrainableModelGoldenTest() throws IOException {}

  @Test
  void theCacheOfTipAdapter() {
    int[] labels = {0, 1, 2, 3, 4, 0, 1, 2, 3, 4};
    Matrix keys = values("cache", "keys", WIDTH);
    check("cache", new CacheModel(keys, labels, text, SCALE, 1.3, 5.5), unit);
  }

  @Test
  void theResidualOfTaskRes() {
    ResidualModel model = new ResidualModel(text, 0.5, SCALE);
    set(model.weights().get(0), "taskres");
    check("taskres", model, unit);
  }

  @Test
  void theBlendOfLpPlusPlus() {
    BlendedModel model = new BlendedModel(text, values("lpplus", "weight", WIDTH), 0);
    model.weights().forEach(each -> set(each, "lpplus"));
    check("lpplus", model, unit);
  }

  @Test
  void theNetworkOfClipAdapter() {
    Matrix down = values("adapter", "down", WIDTH);
    Matrix up = values("adapter", "up", 3);
    check("adapter", new AdapterModel(down, up, text, 0.2, SCALE), images);
  }

  private void check(String name, TrainableModel model, Matrix input) {
    JsonNode expected = golden.get(name);
    Matrix logits = model.logits(input);
    assertArrayEquals(
        FeatureGolden.numbers(expected.get("logits")), logits.values(), TOLERANCE, name);
    int[] labels = FeatureGolden.integers(golden.get("labels"));
    model.backward(SoftmaxLoss.of(logits, labels).gradient());
    assertEquals(expected.get("gradients").size(), model.weights().size());
    for (Weights weights : model.weights()) {
      assertArrayEquals(
          FeatureGolden.numbers(expected.get("gradients").get(weights.name())),
          weights.gradient(),
          TOLERANCE,
          name + " " + weights.name());
    }
  }

  private Matrix values(String model, String name, int columns) {
    return FeatureGolden.matrix(golden.get(model).get("values").get(name), columns);
  }

  private void set(Weights weights, String model) {
    double[] values = values(model, weights.name(), 1).values();
    System.arraycopy(values, 0, weights.values(), 0, values.length);
  }
}
