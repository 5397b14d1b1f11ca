package org.softcpt.trainer.method;

/**
 * What a guide sees of a step.
 *
 * @param prompts with the learned context
 * @param features of the learned prompts {@code [C, D]}
 * @param guide unit features of the hand-written prompts {@code [C, D]}
 * @param learned the learned prompts' cross-entropy over the batch
 */
record GuidedStep(
    ContextPrompts prompts, float[] features, float[] guide, CosineCrossEntropy learned) {}
