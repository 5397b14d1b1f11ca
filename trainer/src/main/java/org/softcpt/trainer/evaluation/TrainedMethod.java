package org.softcpt.trainer.evaluation;

import java.io.IOException;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.method.Classifier;
import org.softcpt.trainer.method.CosineClassifier;
import org.softcpt.trainer.method.MethodSetup;
import org.softcpt.trainer.method.Methods;
import org.softcpt.trainer.method.PromptMethod;
import org.softcpt.trainer.method.PromptWriter;
import org.softcpt.trainer.method.TextSegments;
import org.softcpt.trainer.task.TaskSet;
import org.softcpt.trainer.training.ParameterFile;
import org.softcpt.trainer.training.RunFolder;
import org.softcpt.trainer.training.RunManifest;
import org.softcpt.trainer.training.Workbench;

/** A finished run's method, open, and the classifiers it makes. */
final class TrainedMethod implements AutoCloseable {

  private final RunManifest manifest;
  private final float logitScale;
  private final PromptMethod method;

  private TrainedMethod(RunManifest manifest, float logitScale, PromptMethod method) {
    this.manifest = manifest;
    this.logitScale = logitScale;
    this.method = method;
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
    TextSegments segments = bench.segments();
    MethodSetup setup = manifest.settings().setup(segments, bench.vocabulary(), manifest.tasks());
    PromptMethod method = Methods.prompt(manifest.settings().method()).factory().create(setup);
    try {
      ParameterFile.read(folder.parameters(), method.parameters());
      return new TrainedMethod(manifest, segments.logitScale(), method);
    } catch (IOException | RuntimeException e) {
      method.close();
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
    if (SameClasses.in(tested, manifest.tasks())) {
      return method.classifier();
    }
    if (method instanceof PromptWriter writer) {
      return new CosineClassifier(tested, writer.textFeatures(tested), logitScale);
    }
    throw SameClasses.refusal(manifest, tested);
  }

  @Override
  public void close() {
    method.close();
  }
}
