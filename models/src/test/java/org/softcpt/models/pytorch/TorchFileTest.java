package org.softcpt.models.pytorch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.models.GoldenWeights;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;
import org.softcpt.models.io.Sha256;
import org.softcpt.models.safetensors.DType;
import org.softcpt.models.safetensors.SafetensorsFile;

/** Files that PyTorch 2.15.0 wrote (tools/golden_weights.py), element by element. */
class TorchFileTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"views.pt", "views.pth"})
  void viewsHoldWhatPyTorchSees(String name) throws IOException {
    GoldenWeights.unpack("views", folder);
    try (TorchFile file = TorchFile.open(folder.resolve(name));
        SafetensorsFile expected = SafetensorsFile.open(folder.resolve("golden.safetensors"))) {
      for (String tensor : expected.names()) {
        assertEquals(expected.shape(tensor), file.shape(tensor), tensor);
        assertArrayEquals(expected.floats(tensor), file.floats(tensor), tensor);
      }
      assertEquals(expected.names().size() + 2, file.names().size());
      assertEquals(DType.I64, file.type("long"));
      assertEquals(DType.BOOL, file.type("flag"));
      assertEquals(DType.F64, file.type("transposed"));
      Exception e = assertThrows(InvalidInputException.class, () -> file.floats("long"));
      assertTrue(e.getMessage().contains("tensor 'long' is I64, expected one of"), e.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "openai-vit, model.pt",
    "openai-resnet, model.pt",
    "bare, state.pt",
    "bare, legacy.pth",
    "open-clip-bin, open_clip_pytorch_model.bin",
    "open-clip-custom-text, open_clip_pytorch_model.bin",
    "hugging-face-bin, pytorch_model.bin"
  })
  void everyTensorHasItsDigest(String layout, String name) throws IOException {
    GoldenWeights.unpack(layout, folder);
    JsonNode digests = Json.read(folder.resolve("tensors.json"));
    assertFalse(digests.isEmpty());
    try (TorchFile file = TorchFile.open(folder.resolve(name))) {
      for (Map.Entry<String, JsonNode> tensor : digests.properties()) {
        String found = Sha256.of(bytes(file.floats(tensor.getKey())));
        assertEquals(tensor.getValue().asText(), found.substring(0, 16), tensor.getKey());
      }
    }
  }

  @Test
  void aScriptArchiveShowsItsProgram() throws IOException {
    GoldenWeights.unpack("openai-vit", folder);
    try (TorchFile file = TorchFile.open(folder.resolve("model.pt"))) {
      assertTrue(file.script().code().contains("torch.sigmoid("));
      assertTrue(file.script().scalars().contains((double) 1.702f), "" + file.script().scalars());
      assertEquals(DType.F16, file.type("visual.proj"));
      assertEquals(DType.F32, file.type("visual.ln_pre.weight"));
    }
  }

  @Test
  void aCheckpointsTensorsAreNamedByTheirWay() throws IOException {
    GoldenWeights.unpack("bare", folder);
    try (TorchFile file = TorchFile.open(folder.resolve("checkpoint.pt"));
        TorchFile plain = TorchFile.open(folder.resolve("state.pt"))) {
      String wrapped = "state_dict.module.";
      assertEquals(plain.names().size(), file.names().size());
      assertEquals(DType.BF16, file.type(wrapped + "visual.proj"));
      float[] rounded = file.floats(wrapped + "ln_final.weight");
      float[] exact = plain.floats("ln_final.weight");
      for (int i = 0; i < exact.length; i++) { // bfloat16 keeps eight bits
        assertEquals(exact[i], rounded[i], Math.abs(exact[i]) * 0x1p-8);
      }
      assertFalse(file.script().isPresent());
    }
  }

  @Test
  void namesAndShapesNeedNoOpenFile() throws IOException {
    GoldenWeights.unpack("views", folder);
    TorchFile file = TorchFile.open(folder.resolve("views.pt"));
    file.close();
    assertEquals(List.of(12, 5), file.shape("transposed"));
    assertThrows(IllegalStateException.class, () -> file.floats("transposed"));
    assertThrows(IllegalArgumentException.class, () -> file.shape("none"));
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values);
    return buffer.array();
  }
}
