package org.softcpt.benchmarks.parity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.config.TextConfig;
import org.softcpt.models.prompt.PromptBatch;
import org.softcpt.models.safetensors.SafetensorsWriter;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.runtime.Inputs;

/**
 * Seeded inputs of a model's graphs, each written to a file as it is drawn: named as {@code
 * tools/clip_peers.py} reads them. Contexts are of the size of token embeddings.
 */
final class ParityInputs {

  private static final int SQUARE = 32;
  private static final double NOISE = 0.3;
  private static final int CONTEXT = 16;
  private static final int LONGEST_NAME = 8;
  private static final double TOKEN_DEVIATION = 0.02;

  private final Random random = new Random(20261124);
  private final ClipConfig config;
  private final SafetensorsWriter file;

  ParityInputs(ClipConfig config, SafetensorsWriter file) {
    this.config = config;
    this.file = file;
  }

  /**
   * Pixels [images, 3, side, side]: squares of one colour each, and noise. Of noise alone, a
   * network of random weights makes the same feature for every image.
   */
  float[] pixels(int images) {
    int side = config.vision().imageSize();
    int squares = (side + SQUARE - 1) / SQUARE;
    double[] colours = random.doubles((long) images * 3 * squares * squares, -2, 2).toArray();
    float[] pixels = new float[Math.multiplyExact(images * 3, side * side)];
    for (int at = 0; at < pixels.length; at++) {
      int plane = at / (side * side);
      int row = at / side % side / SQUARE;
      int column = at % side / SQUARE;
      double colour = colours[(plane * squares + row) * squares + column];
      pixels[at] = (float) (colour + NOISE * random.nextGaussian());
    }
    file.add("pixels", new FloatTensor(List.of(images, 3, side, side), pixels));
    return pixels;
  }

  /** Sequences SOS … EOT of different lengths. */
  List<int[]> texts(int count) {
    int[] start = {config.text().bosToken()};
    return suffixes("text", count).stream().map(suffix -> joined(start, suffix)).toList();
  }

  private static int[] joined(int[] first, int[] second) {
    int[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** The task segment's: names of tasks that share one context. */
  Inputs task(int names) {
    float[] upstream = reals("task.d_features", 1, names, config.embedDim());
    return prompts("task", new int[names], 1).put("d_features", upstream, names, config.embedDim());
  }

  /**
   * The class segment's: tasks of these many classes, and images labelled with one after another.
   */
  Inputs classes(int images, int... classes) {
    int[] groups = groups(classes);
    long[] labels = LongStream.range(0, images).map(image -> image % groups.length).toArray();
    long[] pairGroups = Arrays.stream(labels).map(label -> groups[(int) label]).toArray();
    float[] features = reals("class.image_features", 1, images, config.embedDim());
    file.add("class.groups", longs(groups), groups.length);
    file.add("class.pair_groups", pairGroups, images);
    file.add("class.pair_labels", labels, images);
    file.add("class.images", new FloatTensor(List.of(), new float[] {images}));
    return prompts("class", groups, classes.length)
        .put("image_features", features, images, config.embedDim())
        .put("prompt_tasks", longs(groups), groups.length)
        .put("pair_tasks", pairGroups, images)
        .put("pair_labels", labels, images)
        .put("images", new float[] {images});
  }

  private static int[] groups(int... classes) {
    List<Integer> groups = new ArrayList<>();
    for (int group = 0; group < classes.length; group++) {
      for (int i = 0; i < classes[group]; i++) {
        groups.add(group);
      }
    }
    return groups.stream().mapToInt(Integer::intValue).toArray();
  }

  private Inputs prompts(String part, int[] groups, int contexts) {
    int width = config.text().width();
    float[] vectors = reals(part + ".contexts", TOKEN_DEVIATION, contexts, CONTEXT, width);
    List<int[]> suffixes = suffixes(part, groups.length);
    PromptBatch batch =
        PromptBatch.of(suffixes, groups, 1 + CONTEXT, config.text().contextLength());
    return new Inputs()
        .put("contexts", vectors, contexts, CONTEXT, width)
        .put("tokens", batch.tokens(), batch.tokens().length)
        .put("positions", batch.positions(), batch.positions().length)
        .put("rows", batch.rows(), batch.prompts(), batch.width())
        .put("slots", batch.slots(), batch.slots().length)
        .put("groups", batch.groups(), batch.prompts())
        .put("eot", batch.eotRows(), batch.prompts());
  }

  private List<int[]> suffixes(String part, int count) {
    TextConfig text = config.text();
    List<int[]> suffixes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int[] suffix = random.ints(2 + random.nextInt(LONGEST_NAME), 1, text.bosToken()).toArray();
      suffix[suffix.length - 1] = text.eosToken();
      suffixes.add(suffix);
    }
    int[] lengths = suffixes.stream().mapToInt(suffix -> suffix.length).toArray();
    int[] tokens = suffixes.stream().flatMapToInt(Arrays::stream).toArray();
    file.add(part + ".lengths", longs(lengths), lengths.length);
    file.add(part + ".tokens", longs(tokens), tokens.length);
    return suffixes;
  }

  private float[] reals(String name, double deviation, int... shape) {
    float[] values = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    file.add(name, new FloatTensor(Arrays.stream(shape).boxed().toList(), values));
    return values;
  }

  private static long[] longs(int[] values) {
    return Arrays.stream(values).asLongStream().toArray();
  }
}
