package org.softcpt.trainer.method;

import java.util.List;
import org.softcpt.models.tensor.FloatTensor;

/**
 * Text features of names behind learnable contexts, and the way back. Prompts may be left out of a
 * step: their rows are zero then, and get no gradient.
 */
final class PromptFeatures implements InputFeatures {

  private final TextSegments segments;
  private final Parameter contexts; // [K, w] shared, or [G, K, w]
  private final boolean frozen;
  private final PromptSelection all;
  private PromptSelection seen;

  PromptFeatures(
      TextSegments segments, Parameter contexts, PromptSelection prompts, boolean frozen) {
    this.segments = segments;
    this.contexts = contexts;
    this.frozen = frozen;
    all = prompts;
    seen = prompts;
  }

  /** The same contexts behind other names. */
  PromptFeatures behind(PromptSelection others) {
    return new PromptFeatures(segments, contexts, others, frozen);
  }

  /** The contexts themselves. */
  Parameter context() {
    return contexts;
  }

  /** Vectors of a context. */
  int contextLength() {
    List<Integer> shape = contexts.shape();
    return shape.get(shape.size() - 2);
  }

  @Override
  public List<Parameter> parameters() {
    return frozen ? List.of() : List.of(contexts);
  }

  @Override
  public List<Parameter> constants() {
    return frozen ? List.of(contexts) : List.of();
  }

  @Override
  public int width() {
    return segments.featureWidth();
  }

  @Override
  public float[] forward() {
    seen = all;
    return segments.features(tensor(), all.batch());
  }

  /** The features of some prompts {@code [C, D]}; the other rows are zero. */
  float[] forward(int[] chosen) {
    seen = all.only(chosen);
    float[] rows = segments.features(tensor(), seen.batch());
    return Rows.scattered(rows, seen.chosen(), all.count());
  }

  @Override
  public void backward(float[] gradient) {
    if (frozen) {
      return;
    }
    float[] rows = Rows.gathered(gradient, seen.chosen(), all.count());
    float[] back = segments.contextGradient(tensor(), seen.batch(), rows);
    System.arraycopy(back, 0, contexts.gradient(), 0, back.length);
  }

  private FloatTensor tensor() {
    List<Integer> shape = contexts.shape();
    return shape.size() == 3
        ? new FloatTensor(shape, contexts.values())
        : FloatTensor.of(contexts.values(), 1, shape.get(0), shape.get(1));
  }
}
