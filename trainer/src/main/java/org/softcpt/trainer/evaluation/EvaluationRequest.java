package org.softcpt.trainer.evaluation;

import java.nio.file.Path;
import java.util.Optional;
import org.softcpt.runtime.SessionOptions;
import org.softcpt.trainer.task.TaskSelection;

/**
 * What to evaluate. See {@link Evaluation#run}.
 *
 * @param run the folder of a finished run
 * @param cache features to test on; the run's own if none is given
 * @param model the model folder, if it is no longer where the run found it
 * @param session where and with how many threads the text graphs run
 * @param part which tasks and classes of the cache are tested; by default those of the run where
 *     the cache has them, else all
 * @param withMetaNetwork whether the bundle gets what is needed to answer new tasks
 */
public record EvaluationRequest(
    Path run,
    Optional<Path> cache,
    Optional<Path> model,
    SessionOptions session,
    Optional<TaskSelection> part,
    boolean withMetaNetwork) {

  /**
   * Tests on the run's own tasks where the cache has them, else on all.
   *
   * @param run the folder of a finished run
   * @param cache features to test on
   * @param model the model folder
   * @param session where and with how many threads the text graphs run
   */
  public EvaluationRequest(
      Path run, Optional<Path> cache, Optional<Path> model, SessionOptions session) {
    this(run, cache, model, session, Optional.empty());
  }

  /**
   * Writes an ordinary bundle.
   *
   * @param run the folder of a finished run
   * @param cache features to test on
   * @param model the model folder
   * @param session where and with how many threads the text graphs run
   * @param part which tasks and classes of the cache are tested
   */
  public EvaluationRequest(
      Path run,
      Optional<Path> cache,
      Optional<Path> model,
      SessionOptions session,
      Optional<TaskSelection> part) {
    this(run, cache, model, session, part, false);
  }
}
