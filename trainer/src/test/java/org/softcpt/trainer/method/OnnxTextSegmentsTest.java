package org.softcpt.trainer.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.models.prompt.PromptBatch;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.runtime.Device;
import org.softcpt.runtime.ModelFolder;
import org.softcpt.runtime.SessionOptions;
import org.softcpt.runtime.TextEncoder;
import org.softcpt.runtime.ZeroShot;
import org.softcpt.trainer.task.ClassDefinition;
import org.softcpt.trainer.task.TaskSet;

/** The exported graphs keep the contract. */
class OnnxTextSegmentsTest extends TextSegmentsContract {

  @TempDir private static Path folder;
  private static ModelFolder model;

  @BeforeAll
  static void export() throws IOException {
    model = ModelFolder.open(TinyModel.export(folder.resolve("model")));
  }

  @Override
  protected TextSegments open() throws IOException {
    return OnnxTextSegments.open(model, new SessionOptions(Device.cpu(), 1));
  }

  @Override
  protected PromptVocabulary vocabulary() throws IOException {
    return OnnxTextSegments.vocabulary(model);
  }

  /** Words as a context are the words as text: the law that a start from words must keep. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void wordsAsContextGiveTheTextsFeatures(boolean own) throws IOException {
    PromptVocabulary vocabulary = vocabulary();
    int[] words = vocabulary.tokenizer().apply("a photo of a");
    TaskSet tasks = ToyProblem.tasks();
    int[] groups = own ? IntStream.range(0, 10).toArray() : PromptVocabulary.owners(tasks);
    ContextShape shape = new ContextShape(words.length, Placement.END, own);
    PromptBatch prompts = vocabulary.classPrompts(tasks, groups, shape);
    try (TextSegments segments = open();
        TextEncoder plain = model.textEncoder(new SessionOptions(Device.cpu(), 1))) {
      float[] start = segments.tokenEmbeddings(words);
      int count = own ? 10 : 3;
      float[] contexts = new float[count * start.length];
      for (int i = 0; i < count; i++) {
        System.arraycopy(start, 0, contexts, i * start.length, start.length);
      }
      float[] found =
          segments.features(
              FloatTensor.of(contexts, count, words.length, segments.tokenWidth()), prompts);
      List<String> names =
          tasks.tasks().stream()
              .flatMap(task -> task.classes().stream())
              .map(ClassDefinition::name)
              .toList();
      float[] expected =
          new ZeroShot(plain, model.tokenizer())
              .features(names, List.of("a photo of a {}."))
              .values();
      // unit rows on both sides; two graphs sum in other orders: reckoned 3e-7, allowed ten times
      assertArrayEquals(expected, Vectors.unitRows(found, 10), 3e-6f);
    }
  }
}
