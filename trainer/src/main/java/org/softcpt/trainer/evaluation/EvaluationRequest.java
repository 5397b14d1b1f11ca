package org.softcpt.trainer.evaluation;

import java.nio.file.Path;
import java.util.Optional;
import org.softcpt.runtime.SessionOptions;

/**
 * What to evaluate. See {@link Evaluation#run}.
 *
 * @param run the folder of a finished run
 * @param cache features to test on; the run's own if none is given
 * @param model the model folder, if it is no longer where the run found it
 * @param session where and with how many threads the text graphs run
 */
public record EvaluationRequest(
    Path run, Optional<Path> cache, Optional<Path> model, SessionOptions session) {}
