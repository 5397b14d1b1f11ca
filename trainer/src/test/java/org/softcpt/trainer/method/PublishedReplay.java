package org.softcpt.trainer.method;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.trainer.method.PromptMethod.StepResult;
import org.softcpt.trainer.method.PublishedGolden.Stage;
import org.softcpt.trainer.training.GivenBatches;
import org.softcpt.trainer.training.TrainingConfig;

/**
 * Our training loop on the published trainer's starting values and batches. Nothing of the golden
 * file is read after the start but what is compared, and the classes that were sampled.
 */
final class PublishedReplay implements AutoCloseable {

  private final PublishedGolden golden;
  private final Stage stage;
  private final TrainingConfig config;
  private final SafetensorsFile file;
  private final PromptMethod method;
  private final Deviation deviation = new Deviation();

  PublishedReplay(
      PublishedGolden golden, Stage stage, TextSegments segments, PromptVocabulary vocabulary)
      throws IOException {
    this.golden = golden;
    this.stage = stage;
    config = TrainingConfig.of(stage.settings());
    file = SafetensorsFile.open(stage.tensors());
    method =
        PromptMethods.named(config.method())
            .factory()
            .create(config.setup(segments, vocabulary, stage.tasks()));
    stage.chosen().ifPresent(chosen -> ((SoftCpt) method).follow(batch -> chosen[batch.step()]));
  }

  /** Trains; deviations of loss, logits, gradient and value. */
  Deviation run(Path folder) throws IOException {
    List<Parameter> all = new ArrayList<>(method.parameters());
    all.addAll(method.constants());
    for (Parameter parameter : all) {
      System.arraycopy(
          tensor("start." + parameter.name()), 0, parameter.values(), 0, parameter.values().length);
    }
    assertEquals(stage.losses().length, config.epochs() * golden.stepsPerEpoch());
    new GivenBatches(golden.stepsPerEpoch(), step -> golden.batch(stage, step))
        .train(
            new WatchedMethod(method, this::compareStep),
            config,
            folder,
            progress -> compareParameters("value", progress.step() - 1));
    return deviation;
  }

  private void compareStep(int step, StepResult result) {
    deviation.add("loss", new float[] {result.loss()}, new float[] {(float) stage.losses()[step]});
    if (has("logits", step)) {
      compareLogits(step, result.observed().get("logits").values());
    }
    compareParameters("gradient", step);
  }

  /** Ours have a row per pair, the published ones a row per image; sampled: the chosen columns. */
  private void compareLogits(int step, float[] ours) {
    int classes = stage.tasks().classCount();
    float[] published = tensor("logits." + (step + 1));
    int[][] pairs = pairs(step);
    int[] columns = stage.chosen().map(chosen -> chosen[step]).orElseGet(() -> all(classes));
    float[] found = new float[pairs.length * columns.length];
    float[] expected = new float[found.length];
    for (int pair = 0; pair < pairs.length; pair++) {
      for (int i = 0; i < columns.length; i++) {
        found[pair * columns.length + i] = ours[pair * classes + columns[i]];
        expected[pair * columns.length + i] = published[pairs[pair][0] * classes + columns[i]];
      }
    }
    deviation.add("logits", found, expected);
  }

  private static int[] all(int classes) {
    return java.util.stream.IntStream.range(0, classes).toArray();
  }

  private int[][] pairs(int step) {
    try {
      return golden.pairs(stage, step);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void compareParameters(String kind, int step) {
    for (Parameter parameter : method.parameters()) {
      String name = kind + "." + (step + 1) + "." + parameter.name();
      if (file.names().contains(stage.prefix() + name)) {
        float[] found = kind.equals("value") ? parameter.values() : parameter.gradient();
        deviation.add(kind, found, tensor(name));
      }
    }
  }

  private boolean has(String kind, int step) {
    return file.names().contains(stage.prefix() + kind + "." + (step + 1));
  }

  private float[] tensor(String name) {
    try {
      return file.floats(stage.prefix() + name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names and shapes of what is learned are the published ones, and nothing is missing. */
  void requireSameParameters() {
    List<String> ours =
        method.parameters().stream().map(p -> p.name() + p.shape()).sorted().toList();
    String last = stage.prefix() + "value." + stage.losses().length + ".";
    List<String> published =
        file.names().stream()
            .filter(name -> name.startsWith(last))
            .map(name -> name.substring(last.length()) + file.shape(name))
            .sorted()
            .toList();
    assertEquals(published, ours);
  }

  @Override
  public void close() {
    method.close();
    file.close();
  }
}
