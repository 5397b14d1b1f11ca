package org.softcpt.trainer.training;

import org.softcpt.trainer.task.TaskSet;
import org.softcpt.trainer.training.RunManifest.Origin;

/**
 * What a run is made from.
 *
 * @param model the exported model
 * @param cache the features
 * @param tasks the cache's
 */
record RunSources(Origin model, Origin cache, TaskSet tasks) {

  RunManifest manifest(TrainingConfig settings) {
    return new RunManifest(settings, model, cache, tasks);
  }
}
