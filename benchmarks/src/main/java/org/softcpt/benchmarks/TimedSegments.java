package org.softcpt.benchmarks;

import org.softcpt.models.prompt.PromptBatch;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.trainer.method.ForwardingTextSegments;
import org.softcpt.trainer.method.PairBatch;
import org.softcpt.trainer.method.TextSegments;

/** Adds up the time spent in each segment of the text encoder. */
final class TimedSegments extends ForwardingTextSegments {

  private long featureNanos;
  private long gradientNanos;
  private long classNanos;

  TimedSegments(TextSegments segments) {
    super(segments);
  }

  void reset() {
    featureNanos = 0;
    gradientNanos = 0;
    classNanos = 0;
  }

  double featureSeconds() {
    return featureNanos / 1e9;
  }

  double gradientSeconds() {
    return gradientNanos / 1e9;
  }

  double classSeconds() {
    return classNanos / 1e9;
  }

  @Override
  public float[] features(FloatTensor contexts, PromptBatch prompts) {
    long start = System.nanoTime();
    float[] features = super.features(contexts, prompts);
    featureNanos += System.nanoTime() - start;
    return features;
  }

  @Override
  public float[] contextGradient(
      FloatTensor contexts, PromptBatch prompts, float[] featureGradient) {
    long start = System.nanoTime();
    float[] gradient = super.contextGradient(contexts, prompts, featureGradient);
    gradientNanos += System.nanoTime() - start;
    return gradient;
  }

  @Override
  public ClassStep classStep(FloatTensor contexts, PromptBatch prompts, PairBatch batch) {
    long start = System.nanoTime();
    ClassStep step = super.classStep(contexts, prompts, batch);
    classNanos += System.nanoTime() - start;
    return step;
  }
}
