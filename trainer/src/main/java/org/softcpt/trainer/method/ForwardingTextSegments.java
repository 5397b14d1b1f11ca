package org.softcpt.trainer.method;

import org.softcpt.models.prompt.PromptBatch;
import org.softcpt.models.tensor.FloatTensor;

/** Passes everything on to another text encoder: for those who change or watch a part of it. */
public abstract class ForwardingTextSegments implements TextSegments {

  private final TextSegments segments;

  /**
   * Wraps a text encoder.
   *
   * @param segments does the work; closed with this
   */
  protected ForwardingTextSegments(TextSegments segments) {
    this.segments = segments;
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
    return segments.features(contexts, prompts);
  }

  @Override
  public float[] contextGradient(
      FloatTensor contexts, PromptBatch prompts, float[] featureGradient) {
    return segments.contextGradient(contexts, prompts, featureGradient);
  }

  @Override
  public ClassStep classStep(FloatTensor contexts, PromptBatch prompts, PairBatch batch) {
    return segments.classStep(contexts, prompts, batch);
  }

  @Override
  public void close() {
    segments.close();
  }
}
