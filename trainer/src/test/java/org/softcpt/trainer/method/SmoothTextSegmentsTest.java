package org.softcpt.trainer.method;

/** The test double keeps the contract, so the loop may be tested with it. */
class SmoothTextSegmentsTest extends TextSegmentsContract {

  @Override
  protected TextSegments open() {
    return ToyProblem.segments();
  }

  @Override
  protected PromptVocabulary vocabulary() {
    return ToyProblem.vocabulary();
  }
}
