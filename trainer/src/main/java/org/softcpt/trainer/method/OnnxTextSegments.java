package org.softcpt.trainer.method;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.softcpt.models.config.TextConfig;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.folder.PromptGraphs;
import org.softcpt.models.prompt.PromptBatch;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.models.tokenizer.ClipTokenizer;
import org.softcpt.runtime.GraphSession;
import org.softcpt.runtime.Inputs;
import org.softcpt.runtime.ModelFolder;
import org.softcpt.runtime.Outputs;
import org.softcpt.runtime.SessionOptions;

/** The exported graphs of a model folder, run by ONNX Runtime. */
public final class OnnxTextSegments implements TextSegments {

  private static final String FEATURES = "features";
  private static final String GRADIENT = "d_contexts";
  private static final String INNER_GRADIENT = "d_inner_contexts";

  /**
   * Floats that the backward pass keeps per row and block, in widths of the transformer: the
   * perceptron's inner rows are four of them. Measured on ViT-B/16's text tower: see
   * docs/benchmarks/2026-11-24-class-slices.md.
   */
  private static final int ROW_WIDTHS = 12;

  private final int tokenWidth;
  private final int featureWidth;
  private final int imageTokens;
  private final long rowBytes;
  private final float logitScale;
  private final SegmentSessions sessions;

  private OnnxTextSegments(ModelManifest manifest, SegmentSessions sessions) {
    TextConfig text = manifest.architecture().text();
    tokenWidth = text.width();
    rowBytes = (long) ROW_WIDTHS * Float.BYTES * text.layers() * text.width();
    featureWidth = manifest.architecture().embedDim();
    imageTokens = manifest.architecture().vision().tokens();
    logitScale = (float) Math.exp(manifest.logitScale());
    this.sessions = sessions;
  }

  /**
   * Prepares the graphs; each is opened when it is first needed.
   *
   * @param model the exported model
   * @param options how to run
   * @return the segments; the caller closes them. Reading a missing or damaged file later fails
   *     with {@link java.io.UncheckedIOException}
   */
  public static OnnxTextSegments open(ModelFolder model, SessionOptions options) {
    return new OnnxTextSegments(model.manifest(), new SegmentSessions(model, options));
  }

  /**
   * Writes prompts for a model.
   *
   * @param model the exported model
   * @return its tokenizer and limits
   * @throws org.softcpt.models.io.InvalidInputException if a file is missing or damaged
   * @throws IOException if reading fails
   */
  public static PromptVocabulary vocabulary(ModelFolder model) throws IOException {
    TextConfig text = model.manifest().architecture().text();
    ClipTokenizer tokenizer = model.tokenizer();
    return new PromptVocabulary(tokenizer::encode, tokenizer.eos(), text.contextLength());
  }

  @Override
  public int tokenWidth() {
    return tokenWidth;
  }

  @Override
  public int featureWidth() {
    return featureWidth;
  }

  @Override
  public int imageTokens() {
    return imageTokens;
  }

  @Override
  public long rowBytes() {
    return rowBytes;
  }

  @Override
  public float logitScale() {
    return logitScale;
  }

  @Override
  public float[] tokenEmbeddings(int... tokens) {
    return sessions.tokenEmbeddings(tokens);
  }

  @Override
  public float[] features(FloatTensor contexts, PromptBatch prompts) {
    GraphSession encoder = sessions.get(graphs(prompts).promptEncoder());
    try (Outputs outputs = encoder.run(inputs(contexts, prompts), FEATURES)) {
      return outputs.floats(FEATURES);
    }
  }

  @Override
  public float[] contextGradient(
      FloatTensor contexts, PromptBatch prompts, float[] featureGradient) {
    Inputs inputs =
        inputs(contexts, prompts)
            .put("d_features", featureGradient, prompts.prompts(), featureWidth);
    GraphSession segment = sessions.get(graphs(prompts).taskSegment());
    try (Outputs outputs = segment.run(inputs, gradients(prompts))) {
      return gradient(outputs, contexts, prompts);
    }
  }

  @Override
  public ClassStep classStep(FloatTensor contexts, PromptBatch prompts, PairBatch batch) {
    Inputs inputs =
        inputs(contexts, prompts)
            .put("prompt_tasks", prompts.tasks(), prompts.prompts())
            .put("image_features", batch.features(), batch.pairs(), featureWidth)
            .put("pair_tasks", batch.tasks(), batch.pairs())
            .put("pair_labels", batch.labels(), batch.pairs())
            .put("images", new float[] {batch.images()});
    GraphSession segment = sessions.get(graphs(prompts).classSegment());
    String[] wanted = gradients(prompts, "loss", "logits", FEATURES);
    try (Outputs outputs = segment.run(inputs, wanted)) {
      return new ClassStep(
          outputs.scalar("loss"),
          outputs.floats("logits"),
          outputs.floats(FEATURES),
          gradient(outputs, contexts, prompts));
    }
  }

  private static PromptGraphs graphs(PromptBatch prompts) {
    return PromptGraphs.of(prompts.innerContexts() > 0);
  }

  private static String[] gradients(PromptBatch prompts, String... others) {
    List<String> names = new ArrayList<>(List.of(others));
    names.add(GRADIENT);
    if (prompts.innerContexts() > 0) {
      names.add(INNER_GRADIENT);
    }
    return names.toArray(String[]::new);
  }

  private float[] gradient(Outputs outputs, FloatTensor contexts, PromptBatch prompts) {
    if (prompts.innerContexts() == 0) {
      return outputs.floats(GRADIENT);
    }
    return new SplitContexts(contexts.shape(), prompts)
        .joined(outputs.floats(GRADIENT), outputs.floats(INNER_GRADIENT));
  }

  private Inputs inputs(FloatTensor contexts, PromptBatch prompts) {
    Inputs inputs =
        new Inputs()
            .put("tokens", prompts.tokens(), prompts.tokens().length)
            .put("positions", prompts.positions(), prompts.positions().length)
            .put("rows", prompts.rows(), prompts.prompts(), prompts.width())
            .put("slots", prompts.slots(), prompts.slots().length)
            .put("groups", prompts.groups(), prompts.prompts())
            .put("eot", prompts.eotRows(), prompts.prompts());
    if (prompts.innerContexts() == 0) {
      long[] shape = contexts.shape().stream().mapToLong(Integer::longValue).toArray();
      return inputs.put("contexts", contexts.values(), shape);
    }
    SplitContexts split = new SplitContexts(contexts.shape(), prompts);
    return inputs
        .put("contexts", split.prefix(contexts.values()), split.prefixShape())
        .put("inner_contexts", split.inner(contexts.values()), split.innerShape())
        .put("sources", prompts.sources(), prompts.sources().length);
  }

  @Override
  public void close() {
    sessions.close();
  }
}
