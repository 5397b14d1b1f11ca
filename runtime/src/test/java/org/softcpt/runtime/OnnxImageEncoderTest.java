package org.softcpt.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.folder.FileDigests;
import org.softcpt.models.folder.VerifiedFolder;
import org.softcpt.models.io.InvalidInputException;

class OnnxImageEncoderTest extends ImageEncoderContract {

  @TempDir Path folder;

  @Override
  ImageEncoder encoder() throws IOException {
    return OnnxImageEncoder.open(Graphs.encoderFolder(folder), Graphs.CPU);
  }

  @Override
  float tolerance() {
    return 3e-5f; // 48 products in single precision: 3e-6 measured, tenfold allowed
  }

  @Test
  void computesWhatTheGraphSays() throws IOException {
    try (ImageEncoder encoder = encoder()) {
      float[] pixels = pixels(encoder, 3, 7);
      float[][] features = encoder.encode(pixels, 3);
      for (int image = 0; image < 3; image++) {
        assertArrayEquals(Graphs.imageFeature(pixels, image), features[image], tolerance());
      }
    }
  }

  @Test
  void readsSideAndWidthFromTheGraph() throws IOException {
    try (ImageEncoder encoder = encoder()) {
      assertEquals(Graphs.SIDE, encoder.side());
      assertEquals(Graphs.WIDTH, encoder.width());
    }
  }

  @Test
  void refusesAnotherGraph() throws IOException {
    Graphs.copy("text_encoder.onnx", folder.resolve("image_encoder.onnx"));
    VerifiedFolder wrong =
        new VerifiedFolder(folder, FileDigests.of(folder, List.of("image_encoder.onnx")));
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> OnnxImageEncoder.open(wrong, Graphs.CPU));
    assertTrue(refused.getMessage().contains("'pixels'"), refused.getMessage());
  }

  @Test
  void refusesABatchOfNothing() throws IOException {
    VerifiedFolder right = Graphs.encoderFolder(folder);
    assertThrows(IllegalArgumentException.class, () -> OnnxImageEncoder.open(right, Graphs.CPU, 0));
  }
}
