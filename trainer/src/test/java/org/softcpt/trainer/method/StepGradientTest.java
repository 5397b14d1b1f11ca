package org.softcpt.trainer.method;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.runtime.Device;
import org.softcpt.runtime.ModelFolder;
import org.softcpt.runtime.SessionOptions;

class StepGradientTest {

  @Nested
  class OverTheTestDouble extends StepGradientContract {

    @Override
    protected TextSegments open() {
      return ToyProblem.segments();
    }

    @Override
    protected PromptVocabulary vocabulary() {
      return ToyProblem.vocabulary();
    }
  }

  @Nested
  class OverSlices extends StepGradientContract {

    @Override
    protected TextSegments open() {
      return new SlicedTextSegments(ToyProblem.segments(), SlicedTextSegmentsTest.FEW);
    }

    @Override
    protected PromptVocabulary vocabulary() {
      return ToyProblem.vocabulary();
    }
  }

  @Nested
  class OverTheExportedGraphs extends StepGradientContract {

    @TempDir private Path folder;

    @Override
    protected TextSegments open() throws IOException {
      ModelFolder model = ModelFolder.open(TinyModel.export(folder.resolve("model")));
      return OnnxTextSegments.open(model, new SessionOptions(Device.cpu(), 1));
    }

    @Override
    protected PromptVocabulary vocabulary() throws IOException {
      return OnnxTextSegments.vocabulary(ModelFolder.open(folder.resolve("model")));
    }
  }
}
