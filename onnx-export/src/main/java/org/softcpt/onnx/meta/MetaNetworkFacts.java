package org.softcpt.onnx.meta;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * What a caller of the graph must know: the JSON under {@link MetaNetworkGraph#METADATA}.
 *
 * @param format always {@code "softcpt-meta-network"}
 * @param version of this object
 * @param inputs what goes in
 * @param outputs what comes out
 * @param promptEncoder how the inputs of the graph beside it are filled with prompts that are
 *     padded to one length
 * @param use how a task that was never trained is answered, step by step
 */
@JsonPropertyOrder({"format", "version"})
@JsonNaming(SnakeCaseStrategy.class)
record MetaNetworkFacts(
    String format,
    int version,
    List<Tensor> inputs,
    List<Tensor> outputs,
    List<Tensor> promptEncoder,
    List<String> use) {

  private static final String FORMAT = "softcpt-meta-network";
  private static final int VERSION = 1;
  private static final String REAL = "float32";

  private static final List<String> USE =
      List.of(
          "task_context before the tokens of '<task name>.' and end of text, through"
              + " prompt_encoder.onnx, which puts start of text in front: the task's feature;"
              + " task_context reads no input, feed zeros",
          "the task's feature as it came, not normalised, through this graph: contexts",
          "contexts before the tokens of '<class name>.' and end of text, for every class, through"
              + " prompt_encoder.onnx: text features [C, D]",
          "probabilities: softmax over the classes of exp(logit_scale) times the cosines of image"
              + " and text features",
          "names are stripped and their underscores spaces; tokenizer/ has vocabulary and merges,"
              + " bundle.json logit_scale and meta_network.positions, the longest prompt in tokens");

  /** C prompts, cut behind their context and padded to S tokens: N = C·S. */
  private static List<Tensor> promptEncoder(int tokenWidth) {
    return List.of(
        new Tensor("contexts", REAL, List.of(1, "L", tokenWidth), "one context for all prompts"),
        whole("tokens", "each prompt's name, full stop and end of text, then zeros", "N"),
        whole("positions", "1 + L + place in its prompt", "N"),
        whole("rows", "0 to N - 1", "C", "S"),
        whole("slots", "0 to N - 1", "N"),
        whole("groups", "zeros", "C"),
        whole("eot", "number of the prompt times S, plus the place of its end of text", "C"));
  }

  private static Tensor whole(String name, String meaning, Object... shape) {
    return new Tensor(name, "int64", List.of(shape), meaning);
  }

  /** An input or an output. */
  record Tensor(String name, String type, List<Object> shape, String meaning) {}

  static MetaNetworkFacts of(MetaNetworkGraph network) {
    int tokenWidth = network.tokenWidth();
    return new MetaNetworkFacts(
        FORMAT,
        VERSION,
        List.of(
            tensor(
                MetaNetworkGraph.TASK_FEATURES,
                "text features of the tasks' prompts",
                "T",
                network.featureWidth())),
        List.of(
            tensor(
                MetaNetworkGraph.TASK_CONTEXT,
                "learned vectors between start of text and a task's name, the same for all tasks",
                1,
                network.taskContextLength(),
                tokenWidth),
            tensor(
                MetaNetworkGraph.CONTEXTS,
                "vectors between start of text and each class's name, one context per task",
                "T",
                network.contextLength(),
                tokenWidth)),
        promptEncoder(tokenWidth),
        USE);
  }

  private static Tensor tensor(String name, String meaning, Object... shape) {
    return new Tensor(name, REAL, List.of(shape), meaning);
  }
}
