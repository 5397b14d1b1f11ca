package org.softcpt.trainer.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.folder.BundleWriter;
import org.softcpt.models.folder.MetaNetwork;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.trainer.task.ClassDefinition;
import org.softcpt.trainer.task.TaskSet;
import org.softcpt.trainer.training.RunFolder;
import org.softcpt.trainer.training.RunManifest;

/**
 * The bundle of a run.
 *
 * @param folder the run
 * @param manifest its settings and tasks
 */
record RunBundle(RunFolder folder, RunManifest manifest) {

  /**
   * Writes the bundle, unless it is there: a finished run no longer changes. One without a meta
   * network is replaced if one is wanted.
   *
   * @param modelFolder the exported model
   * @param model its manifest
   * @param textFeatures {@code [C, D]}
   * @param network what answers new tasks; empty if not wanted
   */
  void write(
      Path modelFolder, ModelManifest model, float[] textFeatures, Optional<MetaNetwork> network)
      throws IOException {
    if (isThere(network.isPresent())) {
      return;
    }
    int classes = manifest.tasks().classCount();
    new BundleWriter(modelFolder, model)
        .write(
            folder.bundle(),
            tasks(manifest.tasks()),
            FloatTensor.of(textFeatures, classes, textFeatures.length / classes),
            provenance(model),
            network);
  }

  private boolean isThere(boolean withNetwork) throws IOException {
    return Files.exists(folder.bundle().resolve(BundleManifest.FILE))
        && (!withNetwork || BundleManifest.read(folder.bundle()).newTasks().isPresent());
  }

  private static List<BundleManifest.Task> tasks(TaskSet tasks) {
    return tasks.tasks().stream()
        .map(
            task ->
                new BundleManifest.Task(
                    task.id(),
                    task.name(),
                    task.classes().stream().map(ClassDefinition::name).toList()))
        .toList();
  }

  private Map<String, String> provenance(ModelManifest model) {
    Map<String, String> entries = new TreeMap<>(manifest.settings().texts());
    entries.put("model", model.name());
    entries.put("weights_sha256", model.weightsSha256());
    entries.put("model_text_sha256", manifest.model().sha256());
    entries.put("cache_sha256", manifest.cache().sha256());
    return entries;
  }
}
