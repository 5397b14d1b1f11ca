package org.softcpt.trainer.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import org.softcpt.trainer.cache.FeatureCache;
import org.softcpt.trainer.cache.FeatureView;
import org.softcpt.trainer.task.TaskSet;
import org.softcpt.trainer.training.RunFolder;
import org.softcpt.trainer.training.RunManifest;
import org.softcpt.trainer.training.Training;

/**
 * A run and the images it is tested on.
 *
 * @param folder the run
 * @param manifest its settings and tasks
 * @param table the tested part of a cache
 * @param digest the part's
 */
record Tested(RunFolder folder, RunManifest manifest, FeatureView table, String digest) {

  static Tested of(EvaluationRequest request, RunManifest manifest, FeatureCache cache)
      throws IOException {
    FeatureView table = new FeatureView(cache, tasks(request, manifest, cache.tasks()));
    String digest = table.digest(Training.digest(cache));
    return new Tested(new RunFolder(request.run()), manifest, table, digest);
  }

  private static TaskSet tasks(EvaluationRequest request, RunManifest manifest, TaskSet cached)
      throws IOException {
    if (request.part().isPresent()) {
      return request.part().get().of(cached);
    }
    boolean whole = SameClasses.in(cached, manifest.tasks());
    return !whole && SameClasses.among(cached, manifest.tasks()) ? manifest.tasks() : cached;
  }

  TaskSet tasks() {
    return table.tasks();
  }

  /** Whether the run was trained on the same tasks and classes. */
  boolean isOfTheRunsClasses() {
    return SameClasses.in(tasks(), manifest.tasks());
  }

  /** Files of what the run was trained on have plain names, those of others the digest. */
  Path file(String stem, String ending) {
    boolean own = digest.equals(manifest.cache().sha256());
    return folder.root().resolve(stem + (own ? "" : "-" + digest.substring(0, 12)) + ending);
  }
}
