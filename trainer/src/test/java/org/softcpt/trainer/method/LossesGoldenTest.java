package org.softcpt.trainer.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.softcpt.models.io.Json;
import org.softcpt.trainer.task.ClassDefinition;
import org.softcpt.trainer.task.Metric;
import org.softcpt.trainer.task.TaskDefinition;
import org.softcpt.trainer.task.TaskSet;

/**
 * Losses and gradients of KgCoOp, ProGrad, CoCoOp and PLOT against PyTorch's autograd in float64;
 * {@code tools/golden_losses.py}.
 */
class LossesGoldenTest {

  /**
   * Features and gradients are singles of size 1, 6e-8 each; measured 2.2e-7, allowed ten times.
   */
  private static final float TOLERANCE = 2.2e-6f;

  private static final JsonNode GOLDEN = read();

  private static JsonNode read() {
    try (InputStream in = LossesGoldenTest.class.getResourceAsStream("losses-golden.json")) {
      return Json.mapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<JsonNode> cases() {
    List<JsonNode> cases = new ArrayList<>();
    GOLDEN.get("cases").forEach(cases::add);
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void lossAndGradientsAreAutograds(JsonNode golden) throws IOException {
    try (PromptMethod method = method(golden)) {
      for (Parameter parameter : method.parameters()) {
        JsonNode start = golden.get("parameters").get(parameter.name());
        assertEquals(integers(start.get("shape")), parameter.shape(), parameter.name());
        System.arraycopy(
            floats(start.get("values")), 0, parameter.values(), 0, parameter.values().length);
      }
      float loss = method.step(batch(golden.get("method").asText().equals("plot"))).loss();
      double error = Math.abs(golden.get("loss").asDouble() - loss);
      for (Parameter parameter : method.parameters()) {
        float[] expected = floats(golden.get("parameters").get(parameter.name()).get("gradient"));
        error = Math.max(error, difference(expected, parameter.gradient()));
      }
      String what =
          "%s %s: error %.2e".formatted(golden.get("method"), golden.get("settings"), error);
      assertTrue(error < TOLERANCE, what);
    }
  }

  private static double difference(float[] expected, float[] found) {
    assertEquals(expected.length, found.length);
    double largest = 0;
    for (int i = 0; i < found.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i] - found[i]));
    }
    return largest;
  }

  private static PromptMethod method(JsonNode golden) throws IOException {
    Map<String, String> settings = new HashMap<>();
    golden
        .get("settings")
        .properties()
        .forEach(setting -> settings.put(setting.getKey(), setting.getValue().asText()));
    MethodEntry entry = PromptMethods.named(golden.get("method").asText());
    JsonNode context = golden.get("parameters").get("context").get("shape");
    int length = context.get(context.size() - 2).asInt();
    int width = context.get(context.size() - 1).asInt();
    return entry
        .factory()
        .create(
            new MethodSetup(
                segments(width),
                new PromptVocabulary(text -> text.chars().toArray(), 300, 77),
                tasks(),
                length,
                1,
                1,
                MethodOptions.of(entry.options(), settings)));
  }

  private static LinearSegments segments(int tokenWidth) {
    JsonNode problem = GOLDEN.get("problem");
    List<Integer> local = integers(problem.get("local").get("shape")); // [B, T, D]
    return new LinearSegments(
        values("bias"),
        values("matrix"),
        values("guide"),
        tokenWidth,
        local.get(2),
        local.get(1),
        (float) GOLDEN.get("scale").asDouble());
  }

  private static TaskSet tasks() {
    List<ClassDefinition> classes =
        Stream.of("a", "b", "c", "d", "e").map(name -> new ClassDefinition(name, name)).toList();
    return new TaskSet(
        List.of(new TaskDefinition("t", "t", classes, List.of("{}."), Metric.OVERALL_ACC)));
  }

  private static PairBatch batch(boolean local) {
    float[] labels = values("labels");
    long[] right = new long[labels.length];
    Arrays.setAll(right, i -> (long) labels[i]);
    return new PairBatch(
        values(local ? "local" : "images"), new long[right.length], right, right.length);
  }

  private static float[] values(String name) {
    return floats(GOLDEN.get("problem").get(name).get("values"));
  }

  private static List<Integer> integers(JsonNode array) {
    List<Integer> values = new ArrayList<>();
    array.forEach(value -> values.add(value.asInt()));
    return values;
  }

  private static float[] floats(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) array.get(i).asDouble();
    }
    return values;
  }
}
