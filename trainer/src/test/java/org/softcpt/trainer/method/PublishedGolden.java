package org.softcpt.trainer.method;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.softcpt.models.io.Json;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.trainer.task.ClassDefinition;
import org.softcpt.trainer.task.Metric;
import org.softcpt.trainer.task.TaskDefinition;
import org.softcpt.trainer.task.TaskSet;

/**
 * What the published trainers did on a small random CLIP, as {@code tools/published/golden.py}
 * wrote it.
 *
 * @param folder of the files
 * @param head {@code cases.json}
 * @param clip weights and images
 */
record PublishedGolden(Path folder, JsonNode head, SafetensorsFile clip) {

  static PublishedGolden read() throws IOException {
    Path folder = resources();
    JsonNode head = Json.mapper().readTree(Files.readString(folder.resolve("cases.json")));
    return new PublishedGolden(
        folder, head, SafetensorsFile.open(folder.resolve("clip.safetensors")));
  }

  private static Path resources() {
    try {
      return Path.of(PublishedGolden.class.getResource("published").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Tasks that were trained together by one method.
   *
   * @param name of case and stage
   * @param settings as in a setting file; {@code updates} as often as the published trainer stepped
   *     optimiser and schedule for one batch and one epoch
   * @param tasks of this stage
   * @param firstColumn of the stage's labels
   * @param batches images by step
   * @param losses by step
   * @param rates by epoch
   * @param chosen sampled classes by step, if classes were sampled
   * @param tensors the case's file
   * @param prefix of the stage's tensors in it
   */
  record Stage(
      String name,
      Map<String, String> settings,
      TaskSet tasks,
      int firstColumn,
      int[][] batches,
      double[] losses,
      double[] rates,
      Optional<int[][]> chosen,
      Path tensors,
      String prefix) {

    /** The same with another number of updates. */
    Stage withUpdates(int other) {
      Map<String, String> changed = new HashMap<>(settings);
      changed.put("updates", Integer.toString(other));
      return new Stage(
          name, changed, tasks, firstColumn, batches, losses, rates, chosen, tensors, prefix);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  int stepsPerEpoch() {
    return head.get("steps_per_epoch").asInt();
  }

  int heads() {
    return head.get("heads").asInt();
  }

  List<Stage> stages() {
    List<Stage> stages = new ArrayList<>();
    for (JsonNode each : head.get("cases")) {
      for (int number = 0; number < each.get("stages").size(); number++) {
        stages.add(stage(each, number));
      }
    }
    return stages;
  }

  private Stage stage(JsonNode owner, int number) {
    JsonNode stage = owner.get("stages").get(number);
    Map<String, String> settings = as(owner.get("settings"), new TypeReference<>() {});
    settings.put("method", owner.get("method").asText());
    settings.put("updates", owner.get("updates").asText());
    int[] tasks = as(stage.get("tasks"), new TypeReference<>() {});
    String name = owner.get("name").asText();
    return new Stage(
        owner.get("stages").size() == 1 ? name : name + " on task " + number,
        settings,
        tasks().subset(tasks),
        tasks().offset(tasks[0]),
        as(head.get("orders").get(stage.get("order").asText()), new TypeReference<>() {}),
        as(stage.get("losses"), new TypeReference<>() {}),
        as(stage.get("rates"), new TypeReference<>() {}),
        Optional.ofNullable(stage.get("chosen"))
            .map(node -> as(node, new TypeReference<int[][]>() {})),
        folder.resolve(name + ".safetensors"),
        number + ".");
  }

  private static <T> T as(JsonNode node, TypeReference<T> type) {
    return Json.mapper().convertValue(node, type);
  }

  private TaskSet tasks() {
    List<TaskDefinition> tasks = new ArrayList<>();
    for (JsonNode task : head.get("tasks")) {
      List<ClassDefinition> classes =
          StreamSupport.stream(task.get("classes").spliterator(), false)
              .map(node -> new ClassDefinition(node.asText(), node.asText()))
              .toList();
      String id = "task" + tasks.size();
      List<String> templates = List.of(TaskDefinition.DEFAULT_TEMPLATE);
      tasks.add(
          new TaskDefinition(
              id, task.get("name").asText(), classes, templates, Metric.OVERALL_ACC));
    }
    return new TaskSet(tasks);
  }

  /** A stage's batch; pairs of an image stand together, in the order of the tasks. */
  PairBatch batch(Stage stage, int step) throws IOException {
    int[] images = stage.batches()[step];
    int[] owners = PromptVocabulary.owners(stage.tasks());
    int[][] pairs = pairs(stage, step);
    int[] rows = Arrays.stream(pairs).mapToInt(pair -> images[pair[0]]).toArray();
    return new PairBatch(
        Rows.gathered(clip.floats("image_features"), rows, clip.shape("image_features").get(0)),
        Arrays.stream(pairs).mapToLong(pair -> owners[pair[1]]).toArray(),
        Arrays.stream(pairs).mapToLong(pair -> pair[1]).toArray(),
        images.length,
        step);
  }

  /** Each pair's place in the batch, and its class. */
  int[][] pairs(Stage stage, int step) throws IOException {
    long[] labels = clip.longs("labels"); // [N, C]
    int columns = clip.shape("labels").get(1);
    int[] images = stage.batches()[step];
    List<int[]> pairs = new ArrayList<>();
    for (int place = 0; place < images.length; place++) {
      for (int c = 0; c < stage.tasks().classCount(); c++) {
        if (labels[images[place] * columns + stage.firstColumn() + c] == 1) {
          pairs.add(new int[] {place, c});
        }
      }
    }
    return pairs.toArray(int[][]::new);
  }
}
