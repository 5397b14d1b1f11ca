package org.softcpt.trainer.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;
import org.softcpt.trainer.task.ClassDefinition;
import org.softcpt.trainer.task.ListPlace;
import org.softcpt.trainer.task.Sample;
import org.softcpt.trainer.task.Split;
import org.softcpt.trainer.task.TaskDefinition;
import org.softcpt.trainer.task.TaskSet;

/**
 * Samples and skipped images as JSON lines. Labels are written as ids, {@code {"fruit": "kiwi"}},
 * so that the list is of use without the tasks.
 */
final class SampleLines {

  private final TaskSet tasks;

  SampleLines(TaskSet tasks) {
    this.tasks = tasks;
  }

  String samples(List<Sample> samples) {
    StringBuilder lines = new StringBuilder();
    samples.forEach(sample -> lines.append(Json.line(node(sample))).append('\n'));
    return lines.toString();
  }

  String skipped(List<SkippedImage> images) {
    StringBuilder lines = new StringBuilder();
    images.forEach(image -> lines.append(Json.line(image)).append('\n'));
    return lines.toString();
  }

  /**
   * Reads samples back.
   *
   * @param place what errors begin with
   */
  List<Sample> readSamples(String lines, String place) throws InvalidInputException {
    List<Sample> samples = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      String where = "%s: line %d".formatted(place, samples.size() + 1);
      samples.add(sample(parse(line, where, JsonNode.class), where));
    }
    return samples;
  }

  List<SkippedImage> readSkipped(String lines, String place) throws InvalidInputException {
    List<SkippedImage> images = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      String where = "%s: line %d".formatted(place, images.size() + 1);
      images.add(parse(line, where, SkippedImage.class));
    }
    return images;
  }

  private JsonNode node(Sample sample) {
    ObjectNode node = Json.mapper().createObjectNode();
    node.put("row", sample.row()).put("path", sample.path()).put("sha256", sample.sha256());
    node.put("split", sample.split().key());
    sample.place().ifPresent(place -> node.put("list", place.list()).put("order", place.order()));
    ObjectNode labels = node.putObject("labels");
    for (int task = 0; task < tasks.size(); task++) {
      if (sample.label(task) != Sample.NONE) {
        TaskDefinition definition = tasks.tasks().get(task);
        labels.put(definition.id(), definition.classes().get(sample.label(task)).id());
      }
    }
    return node;
  }

  private Sample sample(JsonNode node, String where) throws InvalidInputException {
    int[] labels = new int[tasks.size()];
    Arrays.fill(labels, Sample.NONE);
    for (Map.Entry<String, JsonNode> label : node.path("labels").properties()) {
      int task = tasks.indexOf(label.getKey()).orElse(Sample.NONE);
      int index = task == Sample.NONE ? Sample.NONE : indexOf(task, label.getValue().asText());
      if (index == Sample.NONE) {
        throw new InvalidInputException(
            "%s: labels: the cache's tasks have no %s".formatted(where, label));
      }
      labels[task] = index;
    }
    try {
      return new Sample(
          node.path("row").asInt(-1),
          node.path("path").asText(),
          node.path("sha256").asText(),
          Json.mapper().convertValue(node.path("split"), Split.class),
          labels,
          place(node));
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("%s: not a sample: %s".formatted(where, node), e);
    }
  }

  private static Optional<ListPlace> place(JsonNode node) {
    return node.has("order")
        ? Optional.of(new ListPlace(node.path("list").asInt(-1), node.path("order").asInt(-1)))
        : Optional.empty();
  }

  private int indexOf(int task, String id) {
    List<ClassDefinition> classes = tasks.tasks().get(task).classes();
    for (int index = 0; index < classes.size(); index++) {
      if (classes.get(index).id().equals(id)) {
        return index;
      }
    }
    return Sample.NONE;
  }

  private static <T> T parse(String line, String where, Class<T> type)
      throws InvalidInputException {
    try {
      return Json.mapper().readValue(line, type);
    } catch (JsonProcessingException e) {
      throw new InvalidInputException("%s: not such a JSON line: %s".formatted(where, line), e);
    }
  }
}
