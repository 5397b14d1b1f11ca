package org.softcpt.trainer.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.softcpt.trainer.method.Parameter;

/** Against PyTorch 2.15; made by {@code tools/sgd_golden.py}. */
class MomentumSgdGoldenTest {

  /** Rounding of twelve float updates of values near 1; measured 6e-8, times ten. */
  private static final float TOLERANCE = 6e-7f;

  private final JsonNode golden = Golden.read();

  MomentumSgdGoldenTest() throws IOException {}

  @Test
  void everyStepIsPyTorchs() {
    List<Parameter> parameters = new ArrayList<>();
    for (String name : List.of("task_context", "sub_network")) {
      float[] start = floats(golden.get("start").get(name));
      parameters.add(Parameter.of(name, List.of(start.length), start));
    }
    MomentumSgd optimiser =
        new MomentumSgd(
            golden.get("momentum").asDouble(), golden.get("weight_decay").asDouble(), parameters);
    for (JsonNode step : golden.get("steps")) {
      parameters.forEach(p -> fill(p.gradient(), step.get("gradients").get(p.name())));
      optimiser.step(step.get("learning_rate").asDouble());
      parameters.forEach(
          p -> assertArrayEquals(floats(step.get("values").get(p.name())), p.values(), TOLERANCE));
    }
  }

  private static void fill(float[] target, JsonNode values) {
    System.arraycopy(floats(values), 0, target, 0, target.length);
  }

  private static float[] floats(JsonNode array) {
    double[] values =
        StreamSupport.stream(array.spliterator(), false).mapToDouble(JsonNode::asDouble).toArray();
    float[] result = new float[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) values[i];
    }
    return result;
  }
}
