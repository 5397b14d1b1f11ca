package org.softcpt.models.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.config.ClipConfigs;
import org.softcpt.models.io.InvalidInputException;

class RandomClipTest {

  private static final ClipConfig CONFIG = ClipConfigs.named("vit-b-32");
  private static final ClipWeights CLIP = RandomClip.weights(CONFIG, 1, "random");

  @Test
  void isTheSameForASeedAndDiffersBetweenSeedsAndTensors() throws IOException {
    String name = "text_model.encoder.layers.3.mlp.fc1.weight";
    float[] values = CLIP.tensors().floats(name);
    ClipWeights again = RandomClip.weights(CONFIG, 1, "other name");
    assertArrayEquals(values, again.tensors().floats(name));
    assertEquals(CLIP.sha256(), again.sha256());
    ClipWeights other = RandomClip.weights(CONFIG, 2, "random");
    assertFalse(Arrays.equals(values, other.tensors().floats(name)));
    assertNotEquals(CLIP.sha256(), other.sha256());
    String neighbour = "text_model.encoder.layers.4.mlp.fc1.weight";
    assertFalse(Arrays.equals(values, CLIP.tensors().floats(neighbour)));
  }

  @Test // computed in Python from the documented algorithm of java.util.Random
  void firstValuesAreFixed() throws IOException {
    float[] values = CLIP.tensors().floats("visual_projection.weight");
    float[] expected = {-0.045944057f, 0.07956457f, 0.046419792f};
    assertArrayEquals(expected, Arrays.copyOf(values, 3));
  }

  @ParameterizedTest // CLIP's initialisation: width^-0.5, (2·width)^-0.5, (2·width·layers)^-0.5 …
  @CsvSource({
    "text_model.embeddings.token_embedding.weight, 0, 0.02",
    "text_model.embeddings.position_embedding.weight, 0, 0.01",
    "text_model.encoder.layers.0.self_attn.q_proj.weight, 0, 0.0441942",
    "text_model.encoder.layers.11.self_attn.out_proj.weight, 0, 0.0090211",
    "vision_model.encoder.layers.0.mlp.fc1.weight, 0, 0.0255155",
    "vision_model.encoder.layers.0.mlp.fc2.weight, 0, 0.0073657",
    "vision_model.embeddings.patch_embedding.weight, 0, 0.0360844",
    "visual_projection.weight, 0, 0.0360844",
    "vision_model.pre_layrnorm.weight, 1, 0.05",
    "text_model.final_layer_norm.bias, 0, 0.05",
    "logit_scale, 2.6592600, 0"
  })
  void meanAndDeviationAreClips(String name, double mean, double deviation) throws IOException {
    float[] values = CLIP.tensors().floats(name);
    double standardError = deviation / Math.sqrt(values.length);
    double found = mean(values);
    assertEquals(mean, found, 5 * standardError + 1e-6, "5 standard errors of a mean");
    double spread = Math.sqrt(mean(squaredDistances(values, mean)));
    assertEquals(deviation, spread, 5 * standardError + 1e-6, "more than 5 of a deviation");
  }

  @Test
  void knowsNoOtherTensors() {
    assertThrows(InvalidInputException.class, () -> CLIP.tensors().floats("x"));
    assertThrows(IllegalArgumentException.class, () -> CLIP.tensors().shape("x"));
    assertEquals(List.of(512, 768), CLIP.tensors().shape("visual_projection.weight"));
  }

  @Test // nothing is normalised at run time, so a block must add little: see RandomTensors
  void aNetworksBlocksAddAShareOfTheirSum() throws IOException {
    ClipWeights network = RandomClip.weights(ClipConfigs.named("rn50"), 1, "random");
    float[] last = network.tensors().floats("visual.layer4.2.bn3.weight");
    assertEquals(0.25, mean(last), 5 * 0.05 * 0.25 / Math.sqrt(last.length)); // 16 blocks
    float[] stem = network.tensors().floats("visual.bn3.weight");
    assertEquals(1, mean(stem), 5 * 0.05 / Math.sqrt(stem.length));
    for (float variance : network.tensors().floats("visual.layer2.0.downsample.1.running_var")) {
      assertTrue(variance > 0.5, () -> "a running variance of " + variance);
    }
    float[] kernels = network.tensors().floats("visual.layer1.0.conv2.weight");
    double spread = Math.sqrt(mean(squaredDistances(kernels, 0)));
    assertEquals(Math.sqrt(2.0 / 576), spread, 5 * spread / Math.sqrt(kernels.length));
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static float[] squaredDistances(float[] values, double mean) {
    float[] squares = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      squares[i] = (float) ((values[i] - mean) * (values[i] - mean));
    }
    return squares;
  }
}
