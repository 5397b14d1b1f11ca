package org.softcpt.trainer.evaluation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.onnx.meta.MetaNetworkGraph;
import org.softcpt.trainer.method.Classifier;
import org.softcpt.trainer.method.ClassifierWriter;
import org.softcpt.trainer.method.ContextMethod;
import org.softcpt.trainer.method.CosineClassifier;
import org.softcpt.trainer.method.MethodEntry;
import org.softcpt.trainer.method.MethodSetup;
import org.softcpt.trainer.method.NamedContext;
import org.softcpt.trainer.method.PromptMethod;
import org.softcpt.trainer.method.PromptMethods;
import org.softcpt.trainer.method.PromptWriter;
import org.softcpt.trainer.method.Stage;
import org.softcpt.trainer.method.StagedClassifier;
import org.softcpt.trainer.method.TextSegments;
import org.softcpt.trainer.task.TaskDefinition;
import org.softcpt.trainer.task.TaskSet;
import org.softcpt.trainer.training.ParameterFile;
import org.softcpt.trainer.training.RunFolder;
import org.softcpt.trainer.training.RunManifest;
import org.softcpt.trainer.training.Workbench;

/** A finished run's method, open, and the classifiers it makes. */
final class TrainedMethod implements AutoCloseable {

  private final RunManifest manifest;
  private final float logitScale;
  private final List<Stage> stages;
  private final List<PromptMethod> methods; // one per stage

  private TrainedMethod(
      RunManifest manifest, float logitScale, List<Stage> stages, List<PromptMethod> methods) {
    this.manifest = manifest;
    this.logitScale = logitScale;
    this.stages = stages;
    this.methods = methods;
  }

  /**
   * Reads a run's parameters.
   *
   * @param folder the run
   * @param manifest its settings
   * @param bench holds the model it was trained with
   */
  static TrainedMethod open(RunFolder folder, RunManifest manifest, Workbench bench)
      throws IOException {
    MethodEntry entry = PromptMethods.named(manifest.settings().method());
    TextSegments segments = bench.segments();
    List<Stage> stages = Stage.of(entry, manifest.tasks());
    List<PromptMethod> methods = new ArrayList<>();
    try {
      for (Stage stage : stages) {
        MethodSetup setup = manifest.settings().setup(segments, bench.vocabulary(), stage.tasks());
        methods.add(entry.factory().create(setup));
        ParameterFile.read(folder.parameters(), stage.stored(methods.get(methods.size() - 1)));
      }
      return new TrainedMethod(manifest, segments.logitScale(), stages, methods);
    } catch (IOException | RuntimeException e) {
      methods.forEach(PromptMethod::close);
      throw e;
    }
  }

  /**
   * The classifier of the run's own tasks, or of others if the method can write for them.
   *
   * @param tested what is to be told apart
   * @throws InvalidInputException if the method cannot; the message says why
   */
  Classifier classifier(TaskSet tested) throws InvalidInputException {
    boolean own = SameClasses.in(tested, manifest.tasks());
    if (own && methods.size() == 1) {
      return methods.get(0).classifier();
    }
    if (own) {
      return new StagedClassifier(methods.stream().map(PromptMethod::classifier).toList());
    }
    if (methods.size() == 1) {
      return written(methods.get(0), tested);
    }
    List<Classifier> parts = new ArrayList<>();
    for (TaskDefinition task : tested.tasks()) {
      parts.add(written(stageOf(task, tested), new TaskSet(List.of(task))));
    }
    return new StagedClassifier(parts);
  }

  /** What stands before the names of each stage's prompts; empty if the method has no contexts. */
  List<NamedContext> contexts() {
    List<NamedContext> all = new ArrayList<>();
    for (int i = 0; i < methods.size(); i++) {
      if (methods.get(i) instanceof ContextMethod method) {
        String prefix = stages.get(i).prefix();
        method
            .contexts()
            .forEach(each -> all.add(new NamedContext(prefix + each.name(), each.vectors())));
      }
    }
    return List.copyOf(all);
  }

  /** Features of the tasks {@code [T, D]}, if the method has them and knows all tasks at once. */
  Optional<FloatTensor> taskFeatures() {
    return methods.size() == 1 && methods.get(0) instanceof ContextMethod method
        ? method.taskFeatures()
        : Optional.empty();
  }

  /** What of the method a bundle can carry. */
  Optional<MetaNetworkGraph> metaNetwork() {
    return methods.size() == 1 && methods.get(0) instanceof PromptWriter writer
        ? writer.metaNetwork()
        : Optional.empty();
  }

  private Classifier written(PromptMethod method, TaskSet tested) throws InvalidInputException {
    if (method instanceof PromptWriter writer) {
      return new CosineClassifier(tested, writer.textFeatures(tested), logitScale);
    }
    if (method instanceof ClassifierWriter writer) {
      return writer.classifier(tested);
    }
    throw SameClasses.refusal(manifest, tested);
  }

  private PromptMethod stageOf(TaskDefinition task, TaskSet tested) throws InvalidInputException {
    for (int i = 0; i < stages.size(); i++) {
      if (stages.get(i).tasks().indexOf(task.id()).isPresent()) {
        return methods.get(i);
      }
    }
    throw SameClasses.refusal(manifest, tested);
  }

  @Override
  public void close() {
    methods.forEach(PromptMethod::close);
  }
}
