package org.softcpt.trainer.method;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.softcpt.models.config.TextConfig;
import org.softcpt.models.folder.ModelManifest;
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

  private final int tokenWidth;
  private final int featureWidth;
  private final float logitScale;
  private final GraphSession encoder;
  private final GraphSession taskSegment;
  private final GraphSession classSegment;

  private OnnxTextSegments(
      ModelManifest manifest,
      GraphSession encoder,
      GraphSession taskSegment,
      GraphSession classSegment) {
    tokenWidth = manifest.architecture().text().width();
    featureWidth = manifest.architecture().embedDim();
    logitScale = (float) Math.exp(manifest.logitScale());
    this.encoder = encoder;
    this.taskSegment = taskSegment;
    this.classSegment = classSegment;
  }

  /**
   * Opens the three graphs.
   *
   * @param model the exported model
   * @param options how to run
   * @return the segments; the caller closes them
   * @throws org.softcpt.models.io.InvalidInputException if a file is missing or damaged
   * @throws IOException if reading fails
   */
  public static OnnxTextSegments open(ModelFolder model, SessionOptions options)
      throws IOException {
    try (Opened opened = new Opened()) {
      OnnxTextSegments segments =
          new OnnxTextSegments(
              model.manifest(),
              opened.add(model.session(ModelManifest.PROMPT_ENCODER, options)),
              opened.add(model.session(ModelManifest.TASK_SEGMENT, options)),
              opened.add(model.session(ModelManifest.CLASS_SEGMENT, options)));
      opened.release();
      return segments;
    }
  }

  /** Sessions that are closed again if a later one cannot be opened. */
  private static final class Opened implements AutoCloseable {

    private final List<GraphSession> sessions = new ArrayList<>();

    GraphSession add(GraphSession session) {
      sessions.add(session);
      return session;
    }

    void release() {
      sessions.clear();
    }

    @Override
    public void close() {
      sessions.forEach(GraphSession::close);
    }
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
  public float logitScale() {
    return logitScale;
  }

  @Override
  public float[] features(FloatTensor contexts, PromptBatch prompts) {
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
    try (Outputs outputs = taskSegment.run(inputs, GRADIENT)) {
      return outputs.floats(GRADIENT);
    }
  }

  @Override
  public ClassStep classStep(FloatTensor contexts, PromptBatch prompts, PairBatch batch) {
    Inputs inputs =
        inputs(contexts, prompts)
            .put("image_features", batch.features(), batch.pairs(), featureWidth)
            .put("pair_groups", batch.tasks(), batch.pairs())
            .put("pair_labels", batch.labels(), batch.pairs())
            .put("images", new float[] {batch.images()});
    try (Outputs outputs = classSegment.run(inputs, "loss", "logits", FEATURES, GRADIENT)) {
      return new ClassStep(
          outputs.scalar("loss"),
          outputs.floats("logits"),
          outputs.floats(FEATURES),
          outputs.floats(GRADIENT));
    }
  }

  private static Inputs inputs(FloatTensor contexts, PromptBatch prompts) {
    long[] shape = contexts.shape().stream().mapToLong(Integer::longValue).toArray();
    return new Inputs()
        .put("contexts", contexts.values(), shape)
        .put("tokens", prompts.tokens(), prompts.tokens().length)
        .put("positions", prompts.positions(), prompts.positions().length)
        .put("rows", prompts.rows(), prompts.prompts(), prompts.width())
        .put("slots", prompts.slots(), prompts.slots().length)
        .put("groups", prompts.groups(), prompts.prompts())
        .put("eot", prompts.eotRows(), prompts.prompts());
  }

  @Override
  public void close() {
    encoder.close();
    taskSegment.close();
    classSegment.close();
  }
}
