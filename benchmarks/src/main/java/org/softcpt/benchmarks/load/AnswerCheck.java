package org.softcpt.benchmarks.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.DoubleAccumulator;
import org.softcpt.models.io.Json;

/** Compares the answers of {@code POST /v1/classify} with what is expected. Thread-safe. */
final class AnswerCheck {

  private final TestImages images;
  private final double tolerance;
  private final DoubleAccumulator deviation = new DoubleAccumulator(Math::max, 0);

  /**
   * Checks against a set of images.
   *
   * @param images all that are sent
   * @param tolerance how far a probability may be off: images batched together round differently
   */
  AnswerCheck(TestImages images, double tolerance) {
    this.images = images;
    this.tolerance = tolerance;
  }

  /**
   * Judges an answer.
   *
   * @param image what was sent
   * @param status of HTTP
   * @param body the answer
   */
  Verdict judge(TestImage image, int status, byte[] body) {
    if (status == 429 || status == 503) {
      return Verdict.REJECTED;
    }
    if (status != 200) {
      return Verdict.FAILED;
    }
    try {
      return judge(image, tasks(Json.mapper().readTree(body)));
    } catch (IOException e) {
      return Verdict.WRONG; // no JSON
    }
  }

  private Verdict judge(TestImage image, List<Map<String, Double>> answer) {
    double distance = image.distance(answer);
    if (distance <= tolerance) {
      deviation.accumulate(distance);
      return Verdict.RIGHT;
    }
    boolean anothers =
        images.images().stream().anyMatch(other -> other.distance(answer) <= tolerance);
    return anothers ? Verdict.CROSSED : Verdict.WRONG;
  }

  /** The probabilities of the first result, per task. */
  private static List<Map<String, Double>> tasks(JsonNode root) {
    List<Map<String, Double>> tasks = new ArrayList<>();
    for (JsonNode task : root.path("results").path(0).path("tasks")) {
      Map<String, Double> classes = new HashMap<>();
      task.path("classes")
          .forEach(c -> classes.put(c.path("name").asText(), c.path("probability").asDouble()));
      tasks.add(classes);
    }
    return tasks;
  }

  /**
   * The largest deviation of a right answer so far.
   *
   * @return difference of two probabilities
   */
  double deviation() {
    return deviation.get();
  }
}
