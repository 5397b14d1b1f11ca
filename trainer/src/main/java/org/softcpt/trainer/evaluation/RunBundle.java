package org.softcpt.trainer.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.softcpt.models.folder.BundleHead;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.folder.BundleWriter;
import org.softcpt.models.folder.HeadKind;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.onnx.meta.MetaNetworkGraph;
import org.softcpt.trainer.feature.FeatureMethods;
import org.softcpt.trainer.method.Classifier;
import org.softcpt.trainer.method.LinearHead;
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
   * What a bundle of a classifier holds.
   *
   * @param classifier of all the run's classes
   * @param classes C
   * @return the head; empty if the classifier needs more than text features or weights
   */
  static Optional<BundleHead> head(Classifier classifier, int classes) {
    Optional<BundleHead> cosine =
        classifier
            .textFeatures()
            .map(text -> BundleHead.cosine(FloatTensor.of(text, classes, text.length / classes)));
    return cosine.isPresent() ? cosine : classifier.linearHead().map(RunBundle::head);
  }

  private static BundleHead head(LinearHead head) {
    int classes = head.bias().length;
    return BundleHead.linear(
        FloatTensor.of(head.weights(), classes, head.width()),
        FloatTensor.of(head.bias(), classes),
        head.unitFeatures());
  }

  /**
   * The head that the run's stored tensors are, of a method that has such.
   *
   * @return empty if the method has another kind
   * @throws InvalidInputException if the parameters are damaged
   */
  Optional<BundleHead> storedHead() throws IOException {
    Optional<HeadKind> kind =
        FeatureMethods.named(manifest.settings().method())
            .flatMap(entry -> entry.method().storedHead());
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    Map<String, FloatTensor> tensors = new TreeMap<>();
    try (SafetensorsFile parameters = SafetensorsFile.open(folder.parameters())) {
      for (String name : parameters.names()) {
        tensors.put(name, parameters.tensor(name));
      }
      return Optional.of(BundleHead.byTask(kind.get(), tensors));
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("%s: %s".formatted(folder.parameters(), e.getMessage()), e);
    }
  }

  /**
   * Writes the bundle, unless it is there: a finished run no longer changes. One without a meta
   * network, or with one of an earlier form, is replaced if one is wanted.
   *
   * @param modelFolder the exported model
   * @param model its manifest
   * @param head what makes the logits
   * @param network what answers new tasks; empty if not wanted
   */
  void write(
      Path modelFolder, ModelManifest model, BundleHead head, Optional<MetaNetworkGraph> network)
      throws IOException {
    if (isThere(network.isPresent())) {
      return;
    }
    new BundleWriter(modelFolder, model)
        .write(
            folder.bundle(),
            tasks(manifest.tasks()),
            head,
            provenance(model),
            network.map(graph -> graph::write));
  }

  private boolean isThere(boolean withNetwork) throws IOException {
    return Files.exists(folder.bundle().resolve(BundleManifest.FILE))
        && (!withNetwork
            || BundleManifest.read(folder.bundle())
                .newTasks()
                .filter(BundleManifest.MetaNetworkEntry::hasGraph)
                .isPresent());
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
