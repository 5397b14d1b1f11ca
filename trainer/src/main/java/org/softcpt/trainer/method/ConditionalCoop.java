package org.softcpt.trainer.method;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.trainer.task.TaskSet;

/**
 * CoCoOp: every image shifts the shared context by what a small network makes of its feature, so
 * every image has text features of its own. Prompts of several images go through the text encoder
 * at once, as many as bound its memory.
 *
 * @see <a href="https://arxiv.org/abs/2203.05557">Zhou et al. 2022</a>
 */
public final class ConditionalCoop implements PromptMethod, ClassifierWriter, ContextMethod {

  private final MethodSetup setup;
  private final ContextPrompts prompts;
  private final SubNetwork network;
  private final ImagePrompts imagePrompts;

  /**
   * Writes the prompts and draws the starting values.
   *
   * @param setup what to build from
   * @throws InvalidInputException if a class's name is too long for the text encoder
   */
  public ConditionalCoop(MethodSetup setup) throws InvalidInputException {
    this.setup = setup;
    prompts = new ContextPrompts(setup, false);
    network =
        ImageNetwork.of(
            setup.segments().featureWidth(),
            setup.segments().tokenWidth(),
            Seeds.derive(setup.seed(), "image_network"));
    imagePrompts = new ImagePrompts(setup, prompts.prompts(), setup.tasks());
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(List.of(prompts.context()));
    all.addAll(network.parameters());
    return List.copyOf(all);
  }

  /** The context before an image shifts it. */
  @Override
  public List<NamedContext> contexts() {
    return prompts.contexts();
  }

  @Override
  public StepResult step(PairBatch batch) {
    int classes = setup.tasks().classCount();
    float[] unit = Vectors.unitRows(batch.features(), batch.pairs());
    float[] shifts = network.forward(unit);
    float[] shiftGradient = new float[shifts.length];
    float[] logits = new float[Math.multiplyExact(batch.pairs(), classes)];
    Arrays.fill(logits, Float.NEGATIVE_INFINITY);
    Arrays.fill(prompts.context().gradient(), 0);
    double loss = 0;
    for (ImageChunk chunk : imagePrompts.chunks(batch)) {
      FloatTensor contexts = contexts(chunk, shifts);
      float[] features = setup.segments().features(contexts, chunk.batch());
      CosineCrossEntropy entropy = chunk.loss(features, setup.segments().logitScale());
      loss += entropy.value();
      chunk.spread(entropy.logitValues(), logits, classes);
      float[] gradient =
          setup.segments().contextGradient(contexts, chunk.batch(), entropy.featureGradient());
      addGradient(chunk, gradient, shiftGradient);
    }
    network.backward(shiftGradient);
    return new StepResult(
        (float) loss, Map.of("logits", FloatTensor.of(logits, batch.pairs(), classes)));
  }

  /** The context, shifted for each image of a chunk {@code [n, L, w]}. */
  private FloatTensor contexts(ImageChunk chunk, float[] shifts) {
    return shifted(chunk.from(), chunk.to(), shifts);
  }

  private FloatTensor shifted(int from, int to, float[] shifts) {
    float[] context = prompts.context().values();
    int width = setup.segments().tokenWidth();
    float[] values = new float[Math.multiplyExact(to - from, context.length)];
    for (int i = 0; i < values.length; i++) {
      int image = from + i / context.length;
      values[i] = context[i % context.length] + shifts[image * width + i % width];
    }
    return FloatTensor.of(values, to - from, context.length / width, width);
  }

  /** The context's gradient is the sum over images, a shift's the sum over vectors. */
  private void addGradient(ImageChunk chunk, float[] gradient, float[] shiftGradient) {
    float[] context = prompts.context().gradient();
    int width = setup.segments().tokenWidth();
    for (int i = 0; i < gradient.length; i++) {
      context[i % context.length] += gradient[i];
      shiftGradient[(chunk.from() + i / context.length) * width + i % width] += gradient[i];
    }
  }

  @Override
  public Classifier classifier() {
    return over(imagePrompts);
  }

  @Override
  public Classifier classifier(TaskSet tasks) throws InvalidInputException {
    PromptSelection others =
        setup.vocabulary().classSelection(tasks, new int[tasks.classCount()], prompts.shape());
    return over(new ImagePrompts(setup, others, tasks));
  }

  private Classifier over(ImagePrompts written) {
    return (task, features) -> {
      int images = features.length / setup.segments().featureWidth();
      float[] shifts = network.forward(Vectors.unitRows(features, images));
      return written.logits(
          task, features, (from, to) -> shifted(from, to, shifts), setup.segments());
    };
  }

  @Override
  public void close() {
    network.close();
  }
}
