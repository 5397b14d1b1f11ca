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
   * @return the graph
   */
  public Graph promptEncoder() {
    Ops ops = ops();
    PromptInputs in = inputs(ops);
    return ops.builder().finish("prompt_encoder", Map.of("features", features(ops, in)));
  }

  /**
   * The prompt encoder and its vector-Jacobian product: {@code d_features} [C, D] to {@code
   * d_contexts} [G, L, w].
   *
   * @return the graph
   */
  public Graph taskSegment() {
    Ops ops = ops();
    PromptInputs in = inputs(ops);
    Value features = features(ops, in);
    Value upstream = ops.builder().input("d_features", real, features.shape());
    Value gradient =
        Differentiator.vectorJacobianProduct(
                ops.builder(), Map.of(features, upstream), List.of(in.contexts()))
            .get(0);
    Map<String, Value> outputs = new LinkedHashMap<>();
    outputs.put("features", features);
    outputs.put("d_contexts", gradient);
    return ops.builder().finish("task_segment", outputs);
  }

  /**
   * The prompt encoder, the loss over a batch of image features, and its gradient {@code
   * d_contexts} [G, L, w].
   *
   * @param scale exp(logit_scale), the factor of the cosines
   * @return the graph
   */
  public Graph classSegment(double scale) {
    Ops ops = ops();
    PromptInputs in = inputs(ops);
    Value features = features(ops, in);
    ClassLoss head = ClassLoss.build(ops, in, features, scale);
    Value gradient =
        Differentiator.gradient(ops.builder(), head.loss(), List.of(in.contexts())).get(0);
    Map<String, Value> outputs = new LinkedHashMap<>();
    outputs.put("loss", head.loss());
    outputs.put("logits", head.logits());
    outputs.put("features", features);
    outputs.put("d_contexts", gradient);
    return ops.builder().finish("class_segment", outputs);
  }

  private Ops ops() {
    return new Ops(
        new GraphBuilder(real, precision == Precision.FP16 ? ElementType.FLOAT16 : real));
  }

  private PromptInputs inputs(Ops ops) {
    return PromptInputs.declare(ops.builder(), config.text().width());
  }

  private Value features(Ops ops, PromptInputs in) {
    return new PromptEncoder(ops, config.text(), config.embedDim()).features(in);
  }
}
