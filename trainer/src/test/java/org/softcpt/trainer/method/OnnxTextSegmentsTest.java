package org.softcpt.trainer.method;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.runtime.Device;
import org.softcpt.runtime.ModelFolder;
import org.softcpt.runtime.SessionOptions;

/** The exported graphs keep the contract. */
class OnnxTextSegmentsTest extends TextSegmentsContract {

  @TempDir private static Path folder;
  private static ModelFolder model;

  @BeforeAll
  static void export() throws IOException {
    model = ModelFolder.open(TinyModel.export(folder.resolve("model")));
  }

  @Override
  protected TextSegments open() throws IOException {
    return OnnxTextSegments.open(model, new SessionOptions(Device.cpu(), 1));
  }

  @Override
  protected PromptVocabulary vocabulary() throws IOException {
    return OnnxTextSegments.vocabulary(model);
  }
}
