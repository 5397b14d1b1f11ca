package org.softcpt.trainer.method;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.prompt.Prompt;
import org.softcpt.models.prompt.PromptBatch;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.trainer.task.TaskSet;

/**
 * N prompts for every class, which N contexts make, shared by all classes. Features lie class after
 * class, {@code [C, N, D]}.
 *
 * @param segments the frozen text encoder
 * @param tasks whose classes
 * @param count N
 * @param batch the prompts; their group is the context
 */
record LocalPrompts(TextSegments segments, TaskSet tasks, int count, PromptBatch batch) {

  /**
   * Writes the prompts.
   *
   * @throws InvalidInputException if a class's name is too long for the text encoder
   */
  static LocalPrompts of(MethodSetup setup, TaskSet tasks, int count) throws InvalidInputException {
    ContextShape shape = new ContextShape(setup.contextLength(), setup.placement(), false);
    PromptSelection once =
        setup.vocabulary().classSelection(tasks, new int[tasks.classCount()], shape);
    List<Prompt> all = new ArrayList<>();
    for (Prompt prompt : once.prompts()) {
      for (int n = 0; n < count; n++) {
        all.add(new Prompt(prompt.name(), prompt.suffix(), n, prompt.task()));
      }
    }
    PromptBatch batch = PromptBatch.of(all, shape.prefix(), shape.inner(), once.positions());
    return new LocalPrompts(setup.segments(), tasks, count, batch);
  }

  /** From contexts {@code [N, L, w]} to one set of text features per task. */
  List<PromptSet> features(FloatTensor contexts) {
    int width = segments.featureWidth();
    float[] features = segments.features(contexts, batch);
    List<PromptSet> sets = new ArrayList<>();
    for (int task = 0; task < tasks.size(); task++) {
      int from = tasks.offset(task) * count * width;
      int to = tasks.offset(task + 1) * count * width;
      sets.add(PromptSet.of(Arrays.copyOfRange(features, from, to), count, width));
    }
    return sets;
  }

  /** From dL/dfeatures {@code [C, N, D]} to dL/dcontexts. */
  float[] gradient(FloatTensor contexts, float[] featureGradient) {
    return segments.contextGradient(contexts, batch, featureGradient);
  }
}
