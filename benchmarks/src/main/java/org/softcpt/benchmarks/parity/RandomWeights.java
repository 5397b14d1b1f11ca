package org.softcpt.benchmarks.parity;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.config.ClipConfigs;
import org.softcpt.models.safetensors.DType;
import org.softcpt.models.safetensors.SafetensorsWriter;
import org.softcpt.models.tensor.TensorSource;
import org.softcpt.models.weights.ClipTensors;
import org.softcpt.models.weights.RandomClip;

/**
 * Writes the weights of {@code softcpt export --random NAME --seed N}, by the names of {@link
 * ClipTensors}. Arguments: the name, the seed, the file.
 */
public final class RandomWeights {

  private RandomWeights() {}

  /**
   * Writes the file.
   *
   * @param arguments name, seed, file
   * @throws IOException if writing fails
   */
  public static void main(String[] arguments) throws IOException {
    ClipConfig config = ClipConfigs.named(arguments[0]);
    long seed = Long.parseLong(arguments[1]);
    TensorSource tensors = RandomClip.weights(config, seed, arguments[0]).tensors();
    SafetensorsWriter writer = new SafetensorsWriter();
    for (Map.Entry<String, List<Integer>> tensor : ClipTensors.shapes(config).entrySet()) {
      String name = tensor.getKey();
      writer.add(name, DType.F32, tensor.getValue(), () -> tensors.floats(name));
    }
    writer.write(Path.of(arguments[2]));
  }
}
