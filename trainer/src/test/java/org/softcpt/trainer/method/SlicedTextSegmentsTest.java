package org.softcpt.trainer.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.models.prompt.PromptBatch;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.runtime.Device;
import org.softcpt.runtime.ModelFolder;
import org.softcpt.runtime.SessionOptions;
import org.softcpt.trainer.method.PromptMethod.StepResult;
import org.softcpt.trainer.training.TrainingConfig;

/** Slices keep the contract, and are what the whole is. */
class SlicedTextSegmentsTest extends TextSegmentsContract {

  /** The ten class prompts have seven tokens or more each: one or two to a slice. */
  static final SliceLimit FEW = new SliceLimit(40);

  /**
   * Of a tensor's largest value. Features, loss and gradients are sums of floats that slices add in
   * another order. Measured over the lines below at most 3.7e-6, the gradient of a task context,
   * which nearly vanishes at the start; allowed ten times that.
   */
  private static final double TOLERANCE = 4e-5;

  @TempDir private static Path folder;
  private static ModelFolder model;

  @BeforeAll
  static void export() throws IOException {
    model = ModelFolder.open(TinyModel.export(folder.resolve("model")));
  }

  @Override
  protected TextSegments open() throws IOException {
    return new SlicedTextSegments(whole(), FEW);
  }

  @Override
  protected PromptVocabulary vocabulary() throws IOException {
    return OnnxTextSegments.vocabulary(model);
  }

  private static TextSegments whole() {
    return OnnxTextSegments.open(model, new SessionOptions(Device.cpu(), 1));
  }

  @ParameterizedTest // every way a method has of using the text encoder, every place of contexts
  @ValueSource(
      strings = {
        "softcpt-nata",
        "softcpt-nats placement=middle",
        "softcpt-cata",
        "softcpt-csta placement=front class_placement=middle",
        "softcpt-csts class_sampling=0.4",
        "coop-cs",
        "coop-mt placement=middle",
        "kgcoop",
        "cocoop",
        "plot plot_prompts=2",
      })
  void stepsAreThoseOfTheWhole(String line) throws IOException {
    String[] words = line.split(" ");
    String[] settings = Arrays.copyOfRange(words, 1, words.length);
    try (TextSegments whole = whole();
        Counting counting = new Counting(whole());
        TextSegments sliced = new SlicedTextSegments(counting, FEW);
        PromptMethod expected = ToyProblem.method(whole, vocabulary(), words[0], settings);
        PromptMethod found = ToyProblem.method(sliced, vocabulary(), words[0], settings)) {
      PairBatch batch =
          words[0].equals("plot") ? ToyProblem.localBatch(whole.imageTokens()) : ToyProblem.batch();
      StepResult reference = expected.step(batch);
      StepResult result = found.step(batch);
      assertTrue(counting.calls > 4, "calls of the encoder: " + counting.calls);
      Deviation deviation = new Deviation();
      deviation.add("loss", new float[] {result.loss()}, new float[] {reference.loss()});
      reference
          .observed()
          .forEach(
              (name, tensor) ->
                  deviation.add(
                      name, finite(result.observed().get(name).values()), finite(tensor.values())));
      for (int i = 0; i < expected.parameters().size(); i++) {
        Parameter parameter = expected.parameters().get(i);
        deviation.add(
            "gradient of " + parameter.name(),
            found.parameters().get(i).gradient(),
            parameter.gradient());
      }
      deviation.byKind().forEach((kind, most) -> assertTrue(most <= TOLERANCE, kind + ": " + most));
    }
  }

  /** Logits of classes that were left out are minus infinity on both sides. */
  private static float[] finite(float[] values) {
    float[] result = values.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] = result[i] == Float.NEGATIVE_INFINITY ? -1000 : result[i];
    }
    return result;
  }

  @Test // and so have the bytes they had before there were slices
  void whatFitsGoesThroughUntouched() throws IOException {
    try (Counting counting = new Counting(ToyProblem.segments());
        TextSegments sliced = new SlicedTextSegments(counting, new SliceLimit(10_000));
        PromptMethod method = ToyProblem.method(sliced, ToyProblem.vocabulary(), "coop-cs")) {
      method.step(ToyProblem.batch());
      assertEquals(List.of(1, 1), List.of(counting.classSteps, counting.calls));
    }
  }

  @ParameterizedTest // a row takes one MiB: forty rows to a slice, or all of them
  @CsvSource({"40, 0", "4000, 1"})
  void theSettingBoundsTheSlices(String memory, int classSteps) throws IOException {
    TrainingConfig config =
        TrainingConfig.of(
            Map.of("text_memory", memory, "method", "coop-cs", "context_length", "3"));
    try (Counting counting = new Counting(ToyProblem.segments())) {
      MethodSetup setup = config.setup(counting, ToyProblem.vocabulary(), ToyProblem.tasks());
      try (PromptMethod method = PromptMethods.named("coop-cs").factory().create(setup)) {
        method.step(ToyProblem.batch());
        assertEquals(classSteps, counting.classSteps);
      }
    }
  }

  /** Counts what the encoder is asked for. */
  private static final class Counting extends ForwardingTextSegments {
    private int calls;
    private int classSteps;

    Counting(TextSegments segments) {
      super(segments);
    }

    @Override
    public float[] features(FloatTensor contexts, PromptBatch prompts) {
      calls++;
      return super.features(contexts, prompts);
    }

    @Override
    public float[] contextGradient(FloatTensor contexts, PromptBatch prompts, float[] upstream) {
      calls++;
      return super.contextGradient(contexts, prompts, upstream);
    }

    @Override
    public ClassStep classStep(FloatTensor contexts, PromptBatch prompts, PairBatch batch) {
      calls++;
      classSteps++;
      return super.classStep(contexts, prompts, batch);
    }

    @Override
    public long rowBytes() {
      return 1 << 20;
    }
  }
}
