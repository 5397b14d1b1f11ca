package org.softcpt.trainer.evaluation;

import java.io.IOException;
import org.softcpt.models.io.InvalidInputException;

/** The way in: tests a finished run and writes what is used of it. */
public final class Evaluation {

  private Evaluation() {}

  /**
   * Classifies the test split with the learned prompts and with the zero-shot templates, and writes
   * {@code results.json} and the bundle into the run folder.
   *
   * @param request what to evaluate
   * @return the figures
   * @throws InvalidInputException if the run is not finished, or model or cache do not fit it
   * @throws IOException if reading or writing fails
   */
  public static Results run(EvaluationRequest request) throws IOException {
    throw new UnsupportedOperationException("waits for the feature cache: " + request);
  }
}
