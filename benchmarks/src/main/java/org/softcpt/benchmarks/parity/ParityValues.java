package org.softcpt.benchmarks.parity;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.safetensors.SafetensorsWriter;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.runtime.Device;
import org.softcpt.runtime.GraphSession;
import org.softcpt.runtime.ImageEncoder;
import org.softcpt.runtime.Inputs;
import org.softcpt.runtime.ModelFolder;
import org.softcpt.runtime.Outputs;
import org.softcpt.runtime.SessionOptions;
import org.softcpt.runtime.TextEncoder;

/**
 * Runs a model folder's graphs on seeded inputs and writes inputs and outputs for {@code
 * benchmarks/peers/parity.py}. Arguments: the model folder, the number of images, the file.
 */
public final class ParityValues {

  private static final int TEXTS = 5;
  private static final int TASKS = 4;
  private static final int ROWS = 9;
  private static final int[] CLASSES = {2, 4, 6}; // of three tasks

  private final ModelFolder model;
  private final SessionOptions options = SessionOptions.on(Device.cpu());
  private final SafetensorsWriter file = new SafetensorsWriter();
  private final ParityInputs inputs;

  private ParityValues(ModelFolder model) {
    this.model = model;
    ClipConfig config = model.manifest().architecture();
    this.inputs = new ParityInputs(config, file);
    file.metadata("model", model.manifest().name());
    file.metadata("precision", model.manifest().precision().id());
    file.metadata("bos", String.valueOf(config.text().bosToken()));
  }

  /**
   * Runs the graphs, one session at a time, and writes the file.
   *
   * @param arguments model folder, images, file
   * @throws IOException if the model cannot be read or the file cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    ParityValues values = new ParityValues(ModelFolder.open(Path.of(arguments[0])));
    values.images(Integer.parseInt(arguments[1]));
    values.texts();
    values.segment(
        "task", ModelManifest.TASK_SEGMENT, values.inputs.task(TASKS), "features", "d_contexts");
    values.segment(
        "class",
        ModelManifest.CLASS_SEGMENT,
        values.inputs.classes(ROWS, CLASSES),
        "features",
        "logits",
        "loss",
        "d_contexts");
    values.file.write(Path.of(arguments[2]));
  }

  private void images(int count) throws IOException {
    float[] pixels = inputs.pixels(count);
    try (ImageEncoder encoder = model.imageEncoder(options)) {
      found("image.features", encoder.encode(pixels, count));
    }
  }

  private void texts() throws IOException {
    List<int[]> sequences = inputs.texts(TEXTS);
    try (TextEncoder encoder = model.textEncoder(options)) {
      found("text.features", encoder.encode(sequences));
    }
  }

  private void segment(String part, String graph, Inputs fed, String... names) throws IOException {
    try (GraphSession session = model.session(graph, options);
        Outputs outputs = session.run(fed, names)) {
      for (String name : names) {
        found(part + "." + name, outputs.floats(name), outputs.shape(name));
      }
    }
  }

  private void found(String name, float[][] rows) {
    int width = rows[0].length;
    float[] values = new float[Math.multiplyExact(rows.length, width)];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, values, row * width, width);
    }
    found(name, values, rows.length, width);
  }

  private void found(String name, float[] values, long... shape) {
    List<Integer> extents = Arrays.stream(shape).mapToObj(Math::toIntExact).toList();
    file.add("found." + name, new FloatTensor(extents, values));
  }
}
