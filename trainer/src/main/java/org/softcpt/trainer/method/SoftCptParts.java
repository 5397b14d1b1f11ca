package org.softcpt.trainer.method;

import java.util.Optional;

/**
 * What a SoftCPT variant is made of.
 *
 * @param taskFeatures d {@code [T, D]}
 * @param classFeatures e {@code [C, D]}, in the variants that have them
 * @param joining how both become the sub-network's input
 * @param subNetwork features to contexts
 * @param classPrompts the prompts that the contexts are for
 * @param owners task of each class {@code [C]}
 */
record SoftCptParts(
    InputFeatures taskFeatures,
    Optional<PromptFeatures> classFeatures,
    Joining joining,
    SubNetwork subNetwork,
    PromptSelection classPrompts,
    int[] owners) {}
