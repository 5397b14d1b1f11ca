package org.softcpt.models.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole numbers written as I8. */
class ByteTensorTest {

  @TempDir Path folder;

  private Path write(float... values) throws IOException {
    Path file = folder.resolve("bytes.safetensors");
    new SafetensorsWriter()
        .add("bytes", DType.I8, List.of(values.length), () -> values)
        .write(file);
    return file;
  }

  @Test
  void everyByteIsWritten() throws IOException {
    float[] values = new float[256];
    byte[] expected = new byte[256];
    for (int i = 0; i < 256; i++) {
      values[i] = i - 128;
      expected[i] = (byte) (i - 128);
    }
    Path file = write(values);
    try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
      int start = (int) tensors.fileOffset("bytes");
      byte[] content = Files.readAllBytes(file);
      assertArrayEquals(expected, Arrays.copyOfRange(content, start, start + 256));
    }
  }

  @Test
  void whatIsNoByteIsRefusedAndNoFileLeft() {
    for (float wrong : new float[] {128, -129, 0.5f, Float.NaN, Float.POSITIVE_INFINITY}) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> write(1, wrong));
      assertTrue(e.getMessage().contains("tensor 'bytes'"), e.getMessage());
      assertFalse(Files.exists(folder.resolve("bytes.safetensors")));
    }
  }
}
