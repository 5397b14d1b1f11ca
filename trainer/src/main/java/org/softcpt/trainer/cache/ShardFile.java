package org.softcpt.trainer.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.models.safetensors.SafetensorsWriter;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.trainer.task.Sample;

/**
 * A shard on disk: the tensor {@value #TENSOR}, and in the header's metadata the lines of the
 * sample list that its rows are. Features and their samples thus appear in one rename, and a
 * restarted build needs nothing else to go on.
 *
 * @param samples one per row
 * @param skipped the shard's images that could not be read
 */
record ShardFile(List<Sample> samples, List<SkippedImage> skipped) {

  static final String TENSOR = "features";

  private static final String INPUTS = "inputs_sha256";
  private static final String SAMPLES = "samples";
  private static final String SKIPPED = "skipped";

  /**
   * Writes a shard atomically.
   *
   * @param features row after row, view after view
   */
  void write(Path file, CacheInputs inputs, float[] features, int views) throws IOException {
    SampleLines lines = new SampleLines(inputs.tasks());
    new SafetensorsWriter()
        .metadata(INPUTS, inputs.sha256())
        .metadata(SAMPLES, lines.samples(samples))
        .metadata(SKIPPED, lines.skipped(skipped))
        .add(TENSOR, FloatTensor.of(features, samples.size(), views, inputs.width()))
        .write(file);
  }

  static ShardFile read(Path file, CacheInputs inputs, int views) throws IOException {
    try (SafetensorsFile open = SafetensorsFile.open(file)) {
      Map<String, String> metadata = open.metadata();
      require(file, "inputs", inputs.sha256(), metadata.get(INPUTS));
      SampleLines lines = new SampleLines(inputs.tasks());
      ShardFile shard =
          new ShardFile(
              lines.readSamples(metadata.getOrDefault(SAMPLES, ""), file + ": samples"),
              lines.readSkipped(metadata.getOrDefault(SKIPPED, ""), file + ": skipped"));
      requireShape(file, open, List.of(shard.samples.size(), views, inputs.width()));
      return shard;
    }
  }

  static void requireShape(Path file, SafetensorsFile open, List<Integer> shape)
      throws InvalidInputException {
    boolean there = open.names().contains(TENSOR);
    require(file, "tensor '" + TENSOR + "'", shape, there ? open.shape(TENSOR) : "none");
  }

  private static void require(Path file, String what, Object expected, Object found)
      throws InvalidInputException {
    if (!expected.equals(found)) {
      throw new InvalidInputException(
          "%s: %s: expected %s, found %s".formatted(file, what, expected, found));
    }
  }
}
