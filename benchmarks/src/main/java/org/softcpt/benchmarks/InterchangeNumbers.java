package org.softcpt.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.prompt.PromptBatch;
import org.softcpt.models.safetensors.SafetensorsWriter;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.runtime.Device;
import org.softcpt.runtime.GraphSession;
import org.softcpt.runtime.Inputs;
import org.softcpt.runtime.ModelFolder;
import org.softcpt.runtime.Outputs;
import org.softcpt.runtime.SessionOptions;

/**
 * Runs every graph of a model folder once and writes what went in and came out, for {@code
 * tools/check_interchange.py} to repeat elsewhere. Arguments: the model folder, the safetensors
 * file to write; its tensors are named {@code <graph file>/in/<input>} and {@code <graph
 * file>/out/<output>}.
 */
public final class InterchangeNumbers {

  private static final int CLASSES = 5;
  private static final int CONTEXT = 4;
  private static final int IMAGES = 3;

  private final Random random = new Random(1);
  private final ModelFolder model;
  private final ClipConfig config;
  private final SafetensorsWriter file = new SafetensorsWriter();

  private InterchangeNumbers(ModelFolder model) {
    this.model = model;
    this.config = model.manifest().architecture();
  }

  /** The inputs of one run, for the session and for the file. */
  private final class Fed {
    private final String graph;
    private final Inputs inputs = new Inputs();

    Fed(String graph) {
      this.graph = graph;
    }

    Fed normal(String name, double deviation, int... shape) {
      float[] values = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (deviation * random.nextGaussian());
      }
      return put(name, values, shape);
    }

    Fed put(String name, float[] values, int... shape) {
      inputs.put(name, values, Arrays.stream(shape).asLongStream().toArray());
      file.add(
          graph + "/in/" + name, new FloatTensor(Arrays.stream(shape).boxed().toList(), values));
      return this;
    }

    Fed put(String name, long[] values, int... shape) {
      inputs.put(name, values, Arrays.stream(shape).asLongStream().toArray());
      file.add(graph + "/in/" + name, values, shape);
      return this;
    }
  }

  /**
   * Runs and writes.
   *
   * @param arguments model folder, file
   * @throws IOException if the model cannot be read or the file not be written
   */
  public static void main(String[] arguments) throws IOException {
    InterchangeNumbers numbers = new InterchangeNumbers(ModelFolder.open(Path.of(arguments[0])));
    numbers.runAll();
    numbers.file.write(Path.of(arguments[1]));
  }

  private void runAll() throws IOException {
    file.metadata("model_text_sha256", model.manifest().textDigest());
    file.metadata("model_image_encoder_sha256", model.manifest().imageEncoderDigest());
    int side = config.vision().imageSize();
    run(new Fed(ModelManifest.IMAGE_ENCODER).normal("pixels", 1, IMAGES, 3, side, side));
    run(texts(new Fed(ModelManifest.TEXT_ENCODER)));
    run(prompts(new Fed(ModelManifest.PROMPT_ENCODER)));
    run(
        prompts(new Fed(ModelManifest.TASK_SEGMENT))
            .normal("d_features", 1, CLASSES, config.embedDim()));
    run(
        prompts(new Fed(ModelManifest.CLASS_SEGMENT))
            .normal("image_features", 1, IMAGES, config.embedDim())
            .put("prompt_tasks", new long[CLASSES], CLASSES)
            .put("pair_tasks", new long[IMAGES], IMAGES)
            .put("pair_labels", random.longs(IMAGES, 0, CLASSES).toArray(), IMAGES)
            .put("images", new float[] {IMAGES}));
  }

  private Fed texts(Fed fed) {
    List<int[]> suffixes = suffixes();
    int length = 1 + suffixes.stream().mapToInt(suffix -> suffix.length).max().orElseThrow();
    long[] ids = new long[CLASSES * length]; // shorter texts end in token 0
    long[] eot = new long[CLASSES];
    for (int row = 0; row < CLASSES; row++) {
      int[] suffix = suffixes.get(row);
      ids[row * length] = config.text().bosToken();
      for (int i = 0; i < suffix.length; i++) {
        ids[row * length + 1 + i] = suffix[i];
      }
      eot[row] = suffix.length;
    }
    return fed.put("token_ids", ids, CLASSES, length).put("eot", eot, CLASSES);
  }

  private Fed prompts(Fed fed) {
    PromptBatch batch =
        PromptBatch.of(suffixes(), new int[CLASSES], 1 + CONTEXT, config.text().contextLength());
    return fed.normal("contexts", 0.02, 1, CONTEXT, config.text().width())
        .put("tokens", batch.tokens(), batch.tokens().length)
        .put("positions", batch.positions(), batch.positions().length)
        .put("rows", batch.rows(), CLASSES, batch.width())
        .put("slots", batch.slots(), batch.slots().length)
        .put("groups", batch.groups(), CLASSES)
        .put("eot", batch.eotRows(), CLASSES);
  }

  private List<int[]> suffixes() {
    return Stream.iterate(1, length -> length + 1).limit(CLASSES).map(this::suffix).toList();
  }

  private int[] suffix(int words) {
    int[] suffix = random.ints(words + 1, 0, config.text().bosToken()).toArray();
    suffix[words] = config.text().eosToken();
    return suffix;
  }

  private void run(Fed fed) throws IOException {
    SessionOptions options = SessionOptions.on(Device.cpu());
    try (GraphSession session = model.session(fed.graph, options);
        Outputs outputs = session.run(fed.inputs)) {
      Map<String, FloatTensor> found = new LinkedHashMap<>();
      for (String name : session.outputs().keySet()) {
        List<Integer> shape =
            Arrays.stream(outputs.shape(name)).mapToObj(Math::toIntExact).toList();
        found.put(name, new FloatTensor(shape, outputs.floats(name)));
      }
      found.forEach((name, tensor) -> file.add(fed.graph + "/out/" + name, tensor));
    }
  }
}
