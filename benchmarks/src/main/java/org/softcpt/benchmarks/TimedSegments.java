package org.softcpt.benchmarks;

import org.softcpt.models.prompt.PromptBatch;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.trainer.method.PairBatch;
import org.softcpt.trainer.method.TextSegments;

/** Adds up the time spent in each segment of the text encoder. */
final class TimedSegments implements TextSegments {

  private final TextSegments segments;
  private long featureNanos;
  private long gradientNanos;
  private long classNanos;

  TimedSegments(TextSegments segments) {
    this.segments = segments;
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
  public int tokenWidth() {
    return segments.tokenWidth();
  }

  @Override
  public int featureWidth() {
    return segments.featureWidth();
  }

  @Override
  public int imageTokens() {
    return segments.imageTokens();
  }

  @Override
  public long rowBytes() {
    return segments.rowBytes();
  }

  @Override
  public float logitScale() {
    return segments.logitScale();
  }

  @Override
  public float[] tokenEmbeddings(int... tokens) {
    return segments.tokenEmbeddings(tokens);
  }

  @Override
  public float[] features(FloatTensor contexts, PromptBatch prompts) {
    long start = System.nanoTime();
    float[] features = segments.features(contexts, prompts);
    featureNanos += System.nanoTime() - start;
    return features;
  }

  @Override
  public float[] contextGradient(
      FloatTensor contexts, PromptBatch prompts, float[] featureGradient) {
    long start = System.nanoTime();
    float[] gradient = segments.contextGradient(contexts, prompts, featureGradient);
    gradientNanos += System.nanoTime() - start;
    return gradient;
  }

  @Override
  public ClassStep classStep(FloatTensor contexts, PromptBatch prompts, PairBatch batch) {
    long start = System.nanoTime();
    ClassStep step = segments.classStep(contexts, prompts, batch);
    classNanos += System.nanoTime() - start;
    return step;
  }

  @Override
  public void close() {
    segments.close();
  }
}
