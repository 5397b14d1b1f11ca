package org.softcpt.trainer.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.models.safetensors.SafetensorsWriter;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.trainer.method.Parameter;

/** Learned parameters as safetensors, one tensor per parameter under its name. */
public final class ParameterFile {

  private static final String FORMAT = "softcpt-parameters";

  private ParameterFile() {}

  /**
   * Writes a run's result, atomically.
   *
   * @param file the file to make or replace
   * @param parameters what was learned
   * @param digest of the run's settings, kept in the header as {@code config_sha256}
   * @throws IOException if writing fails
   */
  public static void write(Path file, List<Parameter> parameters, String digest)
      throws IOException {
    SafetensorsWriter writer =
        new SafetensorsWriter().metadata("format", FORMAT).metadata("config_sha256", digest);
    add(writer, parameters);
    writer.write(file);
  }

  /**
   * Reads a run's result into parameters.
   *
   * @param file as {@link #write} wrote it
   * @param parameters whose values to overwrite
   * @throws InvalidInputException if a tensor is missing or has another shape
   * @throws IOException if reading fails
   */
  public static void read(Path file, List<Parameter> parameters) throws IOException {
    try (SafetensorsFile source = SafetensorsFile.open(file)) {
      for (Parameter parameter : parameters) {
        load(source, file, parameter.name(), parameter.shape(), parameter.values());
      }
    }
  }

  static void add(SafetensorsWriter writer, List<Parameter> parameters) {
    parameters.forEach(p -> writer.add(p.name(), new FloatTensor(p.shape(), p.values())));
  }

  static void load(
      SafetensorsFile source, Path file, String name, List<Integer> shape, float[] target)
      throws IOException {
    float[] values = source.floats(name);
    if (!source.shape(name).equals(shape)) {
      throw new InvalidInputException(
          "%s: tensor '%s': expected shape %s, found %s"
              .formatted(file, name, shape, source.shape(name)));
    }
    System.arraycopy(values, 0, target, 0, target.length);
  }
}
