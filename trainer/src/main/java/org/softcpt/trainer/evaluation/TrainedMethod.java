package org.softcpt.trainer.evaluation;

import java.io.IOException;
import org.softcpt.runtime.ModelFolder;
import org.softcpt.runtime.SessionOptions;
import org.softcpt.trainer.method.Classifier;
import org.softcpt.trainer.method.MethodSetup;
import org.softcpt.trainer.method.Methods;
import org.softcpt.trainer.method.OnnxTextSegments;
import org.softcpt.trainer.method.PromptMethod;
import org.softcpt.trainer.method.TextSegments;
import org.softcpt.trainer.training.ParameterFile;
import org.softcpt.trainer.training.RunFolder;
import org.softcpt.trainer.training.RunManifest;

/** A finished run's method, open, and the classifier it makes. */
final class TrainedMethod implements AutoCloseable {

  private final TextSegments segments;
  private final PromptMethod method;
  private final Classifier classifier;

  private TrainedMethod(TextSegments segments, PromptMethod method) {
    this.segments = segments;
    this.method = method;
    classifier = method.classifier();
  }

  /**
   * Reads a run's parameters.
   *
   * @param folder the run
   * @param manifest its settings
   * @param model the model it was trained with
   */
  static TrainedMethod open(
      RunFolder folder, RunManifest manifest, ModelFolder model, SessionOptions session)
      throws IOException {
    TextSegments segments = OnnxTextSegments.open(model, session);
    try {
      MethodSetup setup =
          manifest.settings().setup(segments, OnnxTextSegments.vocabulary(model), manifest.tasks());
      PromptMethod method = Methods.prompt(manifest.settings().method()).factory().create(setup);
      ParameterFile.read(folder.parameters(), method.parameters());
      return new TrainedMethod(segments, method);
    } catch (IOException | RuntimeException e) {
      segments.close();
      throw e;
    }
  }

  Classifier classifier() {
    return classifier;
  }

  @Override
  public void close() {
    classifier.close();
    method.close();
    segments.close();
  }
}
