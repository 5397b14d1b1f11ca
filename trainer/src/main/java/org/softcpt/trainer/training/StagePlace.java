package org.softcpt.trainer.training;

/**
 * Where a stage stands in its run: epochs and steps go on counting from stage to stage.
 *
 * @param epochsBefore of earlier stages
 * @param stepsBefore of earlier stages
 * @param allEpochs of all stages
 * @param allSteps of all stages
 */
record StagePlace(int epochsBefore, int stepsBefore, int allEpochs, int allSteps) {}
