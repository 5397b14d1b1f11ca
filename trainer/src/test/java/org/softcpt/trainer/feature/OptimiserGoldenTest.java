package org.softcpt.trainer.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against PyTorch 2.15; made by {@code tools/feature_golden.py}. */
class OptimiserGoldenTest {

  /** Rounding of eight double updates of values near 1; measured 4.5e-16, times ten. */
  private static final double TOLERANCE = 5e-15;

  private final JsonNode golden = FeatureGolden.read().get("optimisers");

  OptimiserGoldenTest() throws IOException {}

  @Test
  void everyStepIsPyTorchs() {
    assertEquals(3, golden.size());
    for (JsonNode each : golden) {
      Matrix values = FeatureGolden.matrix(each.get("start"), 6);
      Weights weights = Weights.of("weight", values);
      Optimiser optimiser = optimiser(each.get("name").asText(), List.of(weights));
      for (JsonNode step : each.get("steps")) {
        weights.setGradient(FeatureGolden.matrix(step.get("gradient"), 6));
        optimiser.step(step.get("rate").asDouble());
        assertArrayEquals(
            FeatureGolden.numbers(step.get("values")),
            weights.values(),
            TOLERANCE,
            each.get("name").asText());
      }
    }
  }

  private static Optimiser optimiser(String name, List<Weights> weights) {
    return switch (name) {
      case "adam" -> Adam.plain(weights, 1e-8, 5e-4);
      case "adamw" -> Adam.decoupled(weights, 1e-4, 1e-2);
      default -> new Momentum(weights, 0.9, 5e-4);
    };
  }
}
