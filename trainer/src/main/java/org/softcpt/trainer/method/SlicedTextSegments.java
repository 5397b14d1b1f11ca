package org.softcpt.trainer.method;

import java.util.Arrays;
import java.util.List;
import org.softcpt.models.prompt.PromptBatch;
import org.softcpt.models.prompt.PromptSlice;
import org.softcpt.models.tensor.FloatTensor;

/**
 * A text encoder that takes many prompts in slices, so that memory does not grow with the number of
 * classes. Prompts meet in the loss alone: all slices are encoded without keeping activations, the
 * loss gives every feature's gradient, and each slice is encoded once more on the way back. The
 * gradient is the same up to rounding, the price a second forward pass. Prompts that fit into one
 * slice go through untouched.
 */
public final class SlicedTextSegments extends ForwardingTextSegments {

  private final SliceLimit limit;

  /**
   * Bounds what a text encoder gets at once.
   *
   * @param segments does the work; closed with this
   * @param limit how large a slice may be
   */
  public SlicedTextSegments(TextSegments segments, SliceLimit limit) {
    super(segments);
    this.limit = limit;
  }

  @Override
  public float[] features(FloatTensor contexts, PromptBatch prompts) {
    if (limit.holds(prompts)) {
      return super.features(contexts, prompts);
    }
    float[] features = new float[Math.multiplyExact(prompts.prompts(), featureWidth())];
    for (PromptSlice slice : limit.slices(prompts)) {
      float[] rows = super.features(only(slice.groups(), contexts), slice.batch());
      System.arraycopy(rows, 0, features, slice.from() * featureWidth(), rows.length);
    }
    return features;
  }

  @Override
  public float[] contextGradient(
      FloatTensor contexts, PromptBatch prompts, float[] featureGradient) {
    if (limit.holds(prompts)) {
      return super.contextGradient(contexts, prompts, featureGradient);
    }
    float[] gradient = new float[contexts.values().length];
    for (PromptSlice slice : limit.slices(prompts)) {
      int from = slice.from() * featureWidth();
      int to = from + slice.batch().prompts() * featureWidth();
      float[] upstream = Arrays.copyOfRange(featureGradient, from, to);
      FloatTensor own = only(slice.groups(), contexts);
      float[] part = super.contextGradient(own, slice.batch(), upstream);
      add(part, slice.groups(), gradient);
    }
    return gradient;
  }

  @Override
  public ClassStep classStep(FloatTensor contexts, PromptBatch prompts, PairBatch batch) {
    if (limit.holds(prompts)) {
      return super.classStep(contexts, prompts, batch);
    }
    float[] features = features(contexts, prompts);
    CosineCrossEntropy loss =
        new CosineCrossEntropy(features, prompts.tasks(), batch, logitScale());
    return new ClassStep(
        (float) loss.value(),
        loss.logitValues(),
        features,
        contextGradient(contexts, prompts, loss.featureGradient()));
  }

  /** The contexts of some groups {@code [g, L, w]}. */
  private static FloatTensor only(int[] groups, FloatTensor contexts) {
    List<Integer> shape = contexts.shape();
    float[] rows = Rows.gathered(contexts.values(), groups, shape.get(0));
    return FloatTensor.of(rows, groups.length, shape.get(1), shape.get(2));
  }

  /** A group's prompts may stand in several slices. */
  private static void add(float[] part, int[] groups, float[] gradient) {
    int width = part.length / groups.length; // L·w
    for (int i = 0; i < part.length; i++) {
      gradient[groups[i / width] * width + i % width] += part[i];
    }
  }
}
