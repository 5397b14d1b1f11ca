package org.softcpt.trainer.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * One row of {@code losses.csv}.
 *
 * @param epoch from 1
 * @param step from 1
 * @param loss of the step's batch
 * @param learningRate of the step
 */
@JsonPropertyOrder({"epoch", "step", "loss", "learning_rate"})
record LossRow(
    int epoch, int step, double loss, @JsonProperty("learning_rate") double learningRate) {}
