package org.softcpt.onnx.clip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.models.config.Activation;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.prompt.Prompt;
import org.softcpt.models.prompt.PromptBatch;
import org.softcpt.onnx.graph.ElementType;
import org.softcpt.onnx.graph.Graph;
import org.softcpt.onnx.testing.OnnxRun;
import org.softcpt.onnx.testing.Tensor;

/**
 * The graphs with contexts anywhere, given the golden prompts with the last of the contexts moved
 * from the prefix into the suffixes: nothing may change. In double precision, so only the order of
 * sums differs: 1e-12 of the largest value.
 */
class ContextsAnywhereTest {

  private static final double TOLERANCE = 1e-12;

  private final GoldenClip clip = GoldenClip.of(Activation.QUICK_GELU);
  private final Tensor contexts = clip.value("class.contexts"); // [G, L, w]
  private final int groups = (int) contexts.extents()[0];
  private final int length = (int) contexts.extents()[1];
  private final int width = (int) contexts.extents()[2];

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void contextsInTheSuffixesAreThoseInThePrefix(int prefix) throws InvalidInputException {
    Map<String, Tensor> expected = run(ContextPlaces.PREFIX, clip.classInputs());
    Map<String, Tensor> found = run(ContextPlaces.ANYWHERE, inputs(prefix));
    for (String output : List.of("loss", "logits", "features")) {
      close(expected.get(output).values(), found.get(output).values(), output);
    }
    close(expected.get("d_contexts").values(), gradient(found, prefix), "d_contexts");
  }

  private Map<String, Tensor> run(ContextPlaces places, Map<String, Tensor> inputs) {
    Graph graph =
        new ClipGraphs(clip.config(), ElementType.DOUBLE)
            .classSegment(places, Math.exp(clip.logitScale()));
    try (OnnxRun session = OnnxRun.of(graph, clip.weights())) {
      return session.run(inputs);
    }
  }

  private Map<String, Tensor> inputs(int prefix) throws InvalidInputException {
    int inner = length - prefix;
    PromptBatch batch = batch(prefix, inner);
    Map<String, Tensor> inputs = new HashMap<>(clip.classInputs());
    int prefixGroups = prefix == 0 ? 1 : groups;
    inputs.put(
        "contexts",
        new Tensor(new long[] {prefixGroups, prefix, width}, part(contexts.values(), 0, prefix)));
    inputs.put(
        "inner_contexts",
        new Tensor(
            new long[] {(long) groups * inner, width}, part(contexts.values(), prefix, length)));
    inputs.put("sources", Tensor.of(batch.sources(), batch.sources().length));
    inputs.put("tokens", Tensor.of(batch.tokens(), batch.tokens().length));
    inputs.put("positions", Tensor.of(batch.positions(), batch.positions().length));
    inputs.put("rows", Tensor.of(batch.rows(), batch.prompts(), batch.width()));
    inputs.put("slots", Tensor.of(batch.slots(), batch.slots().length));
    inputs.put("groups", Tensor.of(batch.groups(), batch.prompts()));
    inputs.put("eot", Tensor.of(batch.eotRows(), batch.prompts()));
    return inputs;
  }

  private PromptBatch batch(int prefix, int inner) throws InvalidInputException {
    double[] owners = clip.value("class.groups").values();
    List<Prompt> prompts = new ArrayList<>();
    for (int[] suffix : clip.suffixes("class")) {
      int[] moved = new int[inner + suffix.length];
      for (int i = 0; i < inner; i++) {
        moved[i] = Prompt.innerContext(i);
      }
      System.arraycopy(suffix, 0, moved, inner, suffix.length);
      int group = (int) owners[prompts.size()];
      prompts.add(new Prompt("prompt", moved, group, group));
    }
    return PromptBatch.of(prompts, prefix, inner, clip.config().text().contextLength());
  }

  /** Vectors from..to of every group, one after another. */
  private double[] part(double[] values, int from, int to) {
    double[] part = new double[groups * (to - from) * width];
    for (int group = 0; group < groups; group++) {
      System.arraycopy(
          values,
          (group * length + from) * width,
          part,
          group * (to - from) * width,
          (to - from) * width);
    }
    return part;
  }

  private double[] gradient(Map<String, Tensor> found, int prefix) {
    double[] gradient = new double[groups * length * width];
    for (int row = 0; row < groups * length; row++) {
      int group = row / length;
      int place = row % length;
      boolean inner = place >= prefix;
      double[] from = found.get(inner ? "d_inner_contexts" : "d_contexts").values();
      int source = inner ? group * (length - prefix) + place - prefix : group * prefix + place;
      System.arraycopy(from, source * width, gradient, row * width, width);
    }
    return gradient;
  }

  private static void close(double[] expected, double[] found, String name) {
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    assertEquals(expected.length, found.length, name);
    assertArrayEquals(expected, found, TOLERANCE * largest, name);
  }
}
