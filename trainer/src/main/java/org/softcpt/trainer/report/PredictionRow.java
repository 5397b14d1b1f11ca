package org.softcpt.trainer.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * One row of {@code predictions.csv}.
 *
 * @param task the task's id
 * @param path the image, relative to the tasks' root
 * @param label the right class's id
 * @param predicted the likeliest class's id
 * @param probability of the likeliest class
 */
@JsonPropertyOrder({"task", "path", "label", "predicted", "probability"})
record PredictionRow(
    String task, String path, String label, String predicted, double probability) {}
