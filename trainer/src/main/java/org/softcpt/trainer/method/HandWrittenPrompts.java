package org.softcpt.trainer.method;

import java.util.ArrayList;
import java.util.List;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.prompt.Prompt;
import org.softcpt.models.prompt.PromptBatch;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.trainer.task.TaskDefinition;
import org.softcpt.trainer.task.TaskSet;

/**
 * Zero-shot text features through the same graphs as learned prompts: prompts without context. A
 * method has these graphs and no other encoder; what scores zero-shot beside a run asks the model's
 * text encoder, which gives the same up to rounding.
 */
final class HandWrittenPrompts {

  private HandWrittenPrompts() {}

  /**
   * Encodes the templates of tasks; several templates give the mean of their unit features.
   *
   * @param setup segments and vocabulary to use
   * @param tasks whose templates
   * @return {@code [C, D]}, unit rows
   * @throws InvalidInputException if a prompt is too long
   */
  static float[] features(MethodSetup setup, TaskSet tasks) throws InvalidInputException {
    int width = setup.segments().featureWidth();
    float[] features = new float[Math.multiplyExact(tasks.classCount(), width)];
    for (int task = 0; task < tasks.size(); task++) {
      TaskDefinition definition = tasks.tasks().get(task);
      for (String template : definition.templates()) {
        float[] rows = encode(setup, definition.prompts(template));
        int offset = tasks.offset(task) * width;
        for (int i = 0; i < rows.length; i++) {
          features[offset + i] += rows[i];
        }
      }
    }
    return Vectors.unitRows(features, tasks.classCount());
  }

  private static float[] encode(MethodSetup setup, List<String> texts)
      throws InvalidInputException {
    List<Prompt> prompts = new ArrayList<>();
    for (String text : texts) {
      prompts.add(new Prompt(text, setup.vocabulary().textSuffix(text), 0, 0));
    }
    PromptBatch batch = PromptBatch.of(prompts, 0, 0, setup.vocabulary().positions());
    FloatTensor none = FloatTensor.of(new float[0], 1, 0, setup.segments().tokenWidth());
    return Vectors.unitRows(setup.segments().features(none, batch), texts.size());
  }
}
