package org.softcpt.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.io.InvalidInputException;

class ModelFolderTest {

  @TempDir Path folder;

  private ModelFolder model;

  @BeforeEach
  void makeAModel() throws IOException {
    model = ModelFolder.open(Bundles.model(folder));
  }

  @Test
  void opensItsParts() throws IOException {
    try (ImageEncoder images = model.imageEncoder(Graphs.CPU);
        TextEncoder texts = model.textEncoder(Graphs.CPU);
        GraphSession session = model.session(ModelManifest.TEXT_ENCODER, Graphs.CPU)) {
      assertEquals(images.width(), texts.width());
      assertEquals(Graphs.CONTEXT, texts.contextLength());
      assertEquals(2, session.inputs().size());
    }
    assertEquals(Tokenizers.END, model.tokenizer().eos());
  }

  @Test
  void refusesAChangedTokenizer() throws IOException {
    Files.writeString(folder.resolve("tokenizer/merges.txt"), "#version: 0.2\na b</w>\n");
    InvalidInputException refused = assertThrows(InvalidInputException.class, model::tokenizer);
    assertTrue(refused.getMessage().contains("merges.txt: expected SHA-256"));
  }

  @Test
  void readsNoTokenizerButItsOwn() throws IOException {
    Files.writeString(folder.resolve("tokenizer/tokenizer.json"), "{}");
    assertEquals(Tokenizers.END, model.tokenizer().eos());
    Files.delete(folder.resolve("tokenizer/settings.json"));
    ModelFolder again = ModelFolder.open(folder);
    InvalidInputException refused = assertThrows(InvalidInputException.class, again::tokenizer);
    assertTrue(refused.getMessage().contains("settings.json: no such file"), refused.getMessage());
  }

  @Test
  void refusesAnEmptyGraph() {
    InvalidInputException refused =
        assertThrows(
            InvalidInputException.class,
            () -> model.session(ModelManifest.CLASS_SEGMENT, Graphs.CPU));
    assertTrue(refused.getMessage().contains("class_segment.onnx: not an ONNX model"));
  }

  @Test
  void refusesAFolderThatIsNoModel() {
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> ModelFolder.open(folder.resolve("absent")));
    assertTrue(refused.getMessage().contains("model.json: no such file"), refused.getMessage());
  }
}
