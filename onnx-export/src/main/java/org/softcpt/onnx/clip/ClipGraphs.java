package org.softcpt.onnx.clip;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.config.Precision;
import org.softcpt.onnx.gradient.Differentiator;
import org.softcpt.onnx.graph.ElementType;
import org.softcpt.onnx.graph.Graph;
import org.softcpt.onnx.graph.GraphBuilder;
import org.softcpt.onnx.graph.Ops;
import org.softcpt.onnx.graph.Value;

/**
 * The graphs of a model folder. Inputs and outputs are described in {@code
 * docs/design/main-line.md}; weights are those of {@link TextWeights} and {@link ImageWeights}.
 *
 * @param config the model's architecture
 * @param real single precision; double is for tests of the prompt graphs
 * @param precision how weights are stored, and whether the image encoder multiplies bytes
 */
public record ClipGraphs(ClipConfig config, ElementType real, Precision precision) {

  /**
   * Graphs whose weights are stored in the type they are used in.
   *
   * @param config the model's architecture
   * @param real single or double precision
   */
  public ClipGraphs(ClipConfig config, ElementType real) {
    this(config, real, Precision.FP32);
  }

  /**
   * The image encoder: {@code pixels} [B, 3, side, side] to {@code features} [B, D].
   *
   * @return the graph
   */
  public Graph imageEncoder() {
    Ops ops = ops();
    Value features = ImageTower.of(config, precision).features(ops);
    return ops.builder().finish("clip_image_encoder", Map.of("features", features));
  }

  /**
   * The image encoder with a feature for every place of its last grid: {@code pixels} [B, 3, side,
   * side] to {@code features} [B, T·D], of which the first D are the image encoder's.
   *
   * @return the graph
   */
  public Graph localEncoder() {
    Ops ops = ops();
    Value features = ImageTower.of(config, precision).localFeatures(ops);
    return ops.builder().finish("clip_local_encoder", Map.of("features", features));
  }

  /**
   * The text encoder: {@code token_ids} [B, T] and {@code eot} [B] to {@code features} [B, D].
   *
   * @return the graph
   */
  public Graph textEncoder() {
    Ops ops = ops();
    Value features = new TextEncoderGraph(ops, config.text(), config.embedDim()).features();
    return ops.builder().finish("clip_text_encoder", Map.of("features", features));
  }

  /**
   * Contexts and prompts to {@code features} [C, D].
   *
   * @param places where contexts may stand
   * @return the graph
   */
  public Graph promptEncoder(ContextPlaces places) {
    Ops ops = ops();
    PromptInputs in = inputs(ops, places);
    return ops.builder().finish("prompt_encoder", Map.of("features", features(ops, in)));
  }

  /**
   * The prompt encoder and its vector-Jacobian product: {@code d_features} [C, D] to {@code
   * d_contexts} [G, L, w] and, with contexts anywhere, {@code d_inner_contexts} [K, w].
   *
   * @param places where contexts may stand
   * @return the graph
   */
  public Graph taskSegment(ContextPlaces places) {
    Ops ops = ops();
    PromptInputs in = inputs(ops, places);
    Value features = features(ops, in);
    Value upstream = ops.builder().input("d_features", real, features.shape());
    Map<String, Value> outputs = new LinkedHashMap<>();
    outputs.put("features", features);
    addGradients(
        outputs,
        Differentiator.vectorJacobianProduct(
            ops.builder(), Map.of(features, upstream), in.learned()));
    return ops.builder().finish("task_segment", outputs);
  }

  /**
   * The prompt encoder, the loss over a batch of image features, and its gradient {@code
   * d_contexts} [G, L, w] and, with contexts anywhere, {@code d_inner_contexts} [K, w].
   *
   * @param places where contexts may stand
   * @param scale exp(logit_scale), the factor of the cosines
   * @return the graph
   */
  public Graph classSegment(ContextPlaces places, double scale) {
    Ops ops = ops();
    PromptInputs in = inputs(ops, places);
    Value features = features(ops, in);
    ClassLoss head = ClassLoss.build(ops, features, scale);
    Map<String, Value> outputs = new LinkedHashMap<>();
    outputs.put("loss", head.loss());
    outputs.put("logits", head.logits());
    outputs.put("features", features);
    addGradients(outputs, Differentiator.gradient(ops.builder(), head.loss(), in.learned()));
    return ops.builder().finish("class_segment", outputs);
  }

  private static void addGradients(Map<String, Value> outputs, List<Value> gradients) {
    outputs.put("d_contexts", gradients.get(0));
    if (gradients.size() > 1) {
      outputs.put("d_inner_contexts", gradients.get(1));
    }
  }

  private Ops ops() {
    return new Ops(
        new GraphBuilder(real, precision == Precision.FP16 ? ElementType.FLOAT16 : real));
  }

  private PromptInputs inputs(Ops ops, ContextPlaces places) {
    return PromptInputs.declare(ops.builder(), config.text().width(), places);
  }

  private Value features(Ops ops, PromptInputs in) {
    return new PromptEncoder(ops, config.text(), config.embedDim()).features(in);
  }
}
