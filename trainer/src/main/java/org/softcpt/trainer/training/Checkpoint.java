package org.softcpt.trainer.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.models.safetensors.SafetensorsWriter;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.trainer.method.Parameter;

/**
 * Everything a run needs to go on as if it had never stopped: parameters, velocities, steps done.
 * Order of images, views and learning rate follow from the step.
 *
 * @param file where it lies
 * @param digest of the settings it belongs to
 */
record Checkpoint(Path file, String digest) {

  private static final String FORMAT = "softcpt-checkpoint";
  private static final String VELOCITY = "momentum.";

  void write(int step, List<Parameter> parameters, MomentumSgd optimiser) throws IOException {
    SafetensorsWriter writer =
        new SafetensorsWriter()
            .metadata("format", FORMAT)
            .metadata("step", Integer.toString(step))
            .metadata("config_sha256", digest);
    ParameterFile.add(writer, parameters);
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      writer.add(
          VELOCITY + parameter.name(),
          new FloatTensor(parameter.shape(), optimiser.velocities().get(i)));
    }
    writer.write(file);
  }

  /**
   * Whether there is one to go on from. Another stage's is none.
   *
   * @throws InvalidInputException if it is of other settings
   */
  boolean exists() throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    try (SafetensorsFile source = SafetensorsFile.open(file)) {
      String found = source.metadata().getOrDefault("config_sha256", "none");
      requireEqual("config_sha256", digest.split(" ")[0], found.split(" ")[0]);
      return digest.equals(found);
    }
  }

  /**
   * Puts parameters and velocities back.
   *
   * @return the number of steps done
   * @throws InvalidInputException if the file is damaged or of other settings
   */
  int restore(List<Parameter> parameters, MomentumSgd optimiser) throws IOException {
    try (SafetensorsFile source = SafetensorsFile.open(file)) {
      requireEqual("format", FORMAT, source.metadata().getOrDefault("format", "none"));
      requireEqual(
          "config_sha256", digest, source.metadata().getOrDefault("config_sha256", "none"));
      for (int i = 0; i < parameters.size(); i++) {
        Parameter parameter = parameters.get(i);
        List<Integer> shape = parameter.shape();
        ParameterFile.load(source, file, parameter.name(), shape, parameter.values());
        float[] velocity = optimiser.velocities().get(i);
        ParameterFile.load(source, file, VELOCITY + parameter.name(), shape, velocity);
      }
      return step(source.metadata().getOrDefault("step", "none"));
    }
  }

  private int step(String text) throws InvalidInputException {
    if (!text.matches("\\d{1,9}")) {
      throw new InvalidInputException(file + ": step: expected a number, found '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  private void requireEqual(String name, String expected, String found)
      throws InvalidInputException {
    if (!expected.equals(found)) {
      throw new InvalidInputException(
          "%s: %s: expected %s, found %s".formatted(file, name, expected, found));
    }
  }
}
