package org.softcpt.trainer.method;

import java.util.Arrays;
import java.util.Map;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.trainer.method.TextSegments.ClassStep;

/**
 * Runs the class segment over the classes that a step looks at, and puts what it observes into the
 * places of all classes.
 *
 * @param segments the frozen text encoder
 * @param prompts all classes' prompts
 */
record LossOverClasses(TextSegments segments, PromptSelection prompts) {

  /**
   * One step.
   *
   * @param contexts {@code [G, L, w]}, all groups
   * @param chosen the classes
   * @param batch labels over all classes
   * @return logits of classes that were left out are minus infinity, their features zero
   */
  ClassStep step(FloatTensor contexts, int[] chosen, PairBatch batch) {
    if (chosen.length == prompts.count()) {
      return segments.classStep(contexts, prompts.batch(), batch);
    }
    PromptSelection some = prompts.only(chosen);
    long[] labels = Arrays.stream(batch.labels()).map(some::placeOf).toArray();
    PairBatch renumbered =
        new PairBatch(batch.features(), batch.tasks(), labels, batch.images(), batch.step());
    ClassStep step = segments.classStep(contexts, some.batch(), renumbered);
    return new ClassStep(
        step.loss(),
        spread(step.logits(), chosen, batch.pairs()),
        Rows.scattered(step.features(), chosen, prompts.count()),
        step.contextGradient());
  }

  private float[] spread(float[] logits, int[] chosen, int pairs) {
    float[] all = new float[Math.multiplyExact(pairs, prompts.count())];
    Arrays.fill(all, Float.NEGATIVE_INFINITY);
    for (int pair = 0; pair < pairs; pair++) {
      for (int i = 0; i < chosen.length; i++) {
        all[pair * prompts.count() + chosen[i]] = logits[pair * chosen.length + i];
      }
    }
    return all;
  }

  /** What a trace writes of a step. */
  Map<String, FloatTensor> observed(ClassStep step, int pairs) {
    return Map.of(
        "text_features", FloatTensor.of(step.features(), prompts.count(), segments.featureWidth()),
        "logits", FloatTensor.of(step.logits(), pairs, prompts.count()));
  }
}
