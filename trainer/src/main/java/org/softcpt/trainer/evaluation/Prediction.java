package org.softcpt.trainer.evaluation;

/**
 * What a classifier says of one test image in one task.
 *
 * @param task 0..T-1
 * @param path the image, relative to the tasks' root
 * @param label index of the right class inside the task
 * @param predicted index of the likeliest class
 * @param probability of the likeliest class
 */
record Prediction(int task, String path, int label, int predicted, double probability) {}
