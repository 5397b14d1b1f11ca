package org.softcpt.trainer.evaluation;

import java.io.IOException;
import org.softcpt.runtime.ModelFolder;
import org.softcpt.runtime.SessionOptions;
import org.softcpt.trainer.method.MethodSetup;
import org.softcpt.trainer.method.Methods;
import org.softcpt.trainer.method.OnnxTextSegments;
import org.softcpt.trainer.method.PromptMethod;
import org.softcpt.trainer.method.PromptVocabulary;
import org.softcpt.trainer.method.TextSegments;
import org.softcpt.trainer.training.ParameterFile;
import org.softcpt.trainer.training.RunFolder;
import org.softcpt.trainer.training.RunManifest;

/**
 * Makes a run's classifier from its parameters.
 *
 * @param folder the run
 * @param manifest its settings
 * @param model the model it was trained with
 */
record LearnedFeatures(RunFolder folder, RunManifest manifest, ModelFolder model) {

  /** All tasks' classes one after another, {@code [C, D]}, not normalised. */
  float[] read(SessionOptions session) throws IOException {
    PromptVocabulary vocabulary = OnnxTextSegments.vocabulary(model);
    try (TextSegments segments = OnnxTextSegments.open(model, session)) {
      MethodSetup setup = manifest.settings().setup(segments, vocabulary, manifest.tasks());
      String name = manifest.settings().method();
      try (PromptMethod method = Methods.named(name).factory().create(setup)) {
        ParameterFile.read(folder.parameters(), method.parameters());
        return method.textFeatures();
      }
    }
  }
}
