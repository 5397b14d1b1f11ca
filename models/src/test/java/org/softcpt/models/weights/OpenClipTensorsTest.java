package org.softcpt.models.weights;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.softcpt.models.GoldenWeights;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.models.safetensors.SafetensorsWriter;
import org.softcpt.models.tensor.FloatTensor;

/** Tensors of OpenCLIP's that do not fit, or that nothing reads. */
class OpenClipTensorsTest extends SpoiledWeights {

  private static final String FILE = "open_clip_model.safetensors";

  @Test // e.g. SigLIP's bias, or layer scale that no configuration mentions
  void aTensorOfNoKnownUseIsRefused() throws IOException {
    GoldenWeights.unpack("open-clip-safetensors", folder);
    rewrite(
        tensors -> {
          tensors.put("logit_bias", FloatTensor.of(new float[1]));
          return tensors;
        });
    assertRefused(folder, "tensor 'logit_bias' belongs to no part of CLIP that is supported");
  }

  @Test
  void buffersThatNoArithmeticReadsAreIgnored() throws IOException {
    GoldenWeights.unpack("open-clip-safetensors", folder);
    rewrite(
        tensors -> {
          tensors.put("attn_mask", FloatTensor.of(new float[4], 2, 2));
          return tensors;
        });
    ClipWeightFilesGoldenTest.open(folder).close();
  }

  @ParameterizedTest
  @CsvSource({
    "text_projection, 'text_projection'' (TRANSPOSED) must be [12, 16] of', 12, 16",
    "visual.transformer.resblocks.0.attn.in_proj_weight, '(QUERY) must be [24, 24] of', 24, 72"
  })
  void aTensorOfWhichAPartIsTakenIsNamed(String name, String reason, int rows, int columns)
      throws IOException {
    GoldenWeights.unpack("open-clip-safetensors", folder);
    rewrite(
        tensors -> {
          tensors.put(name, FloatTensor.of(new float[rows * columns], rows, columns));
          return tensors;
        });
    assertRefused(folder, reason);
  }

  private void rewrite(UnaryOperator<Map<String, FloatTensor>> change) throws IOException {
    Map<String, FloatTensor> tensors = new TreeMap<>();
    try (SafetensorsFile file = SafetensorsFile.open(folder.resolve(FILE))) {
      for (String name : file.names()) {
        tensors.put(name, file.tensor(name));
      }
    }
    SafetensorsWriter writer = new SafetensorsWriter();
    change.apply(tensors).forEach(writer::add);
    writer.write(folder.resolve(FILE));
  }
}
