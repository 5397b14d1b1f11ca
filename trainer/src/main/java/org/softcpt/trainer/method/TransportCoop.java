package org.softcpt.trainer.method;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.trainer.method.TransportLogits.Answer;
import org.softcpt.trainer.task.TaskSet;

/**
 * PLOT: several contexts, whose prompts of a class are compared with the places of an image by
 * optimal transport. A batch's features are local ones, {@code [R, T·D]}: each image's own, then
 * those of T - 1 places.
 *
 * @see <a href="https://arxiv.org/abs/2210.01253">Chen et al. 2023</a>
 */
public final class TransportCoop implements PromptMethod, ClassifierWriter {

  private static final MethodOption PROMPTS =
      MethodOption.integer("plot_prompts", 4, 1, "prompts of a class");

  private static final MethodOption EPSILON =
      MethodOption.real("plot_epsilon", 0.1, 1e-3, 1e3, "weight of the transport's entropy");

  private static final MethodOption ITERATIONS =
      MethodOption.integer("plot_iterations", 100, 1, "Sinkhorn iterations at most");

  /** PLOT's own settings. */
  static final List<MethodOption> OPTIONS = List.of(PROMPTS, EPSILON, ITERATIONS);

  private final MethodSetup setup;
  private final LocalPrompts prompts;
  private final Parameter context; // [N, L, w]
  private final Sinkhorn sinkhorn;

  /**
   * Writes the prompts and draws the starting values.
   *
   * @param setup what to build from
   * @throws InvalidInputException if a class's name is too long for the text encoder
   */
  public TransportCoop(MethodSetup setup) throws InvalidInputException {
    this.setup = setup;
    MethodOptions options = setup.options();
    int count = options.integer(PROMPTS.name());
    prompts = LocalPrompts.of(setup, setup.tasks(), count);
    context = ContextStart.random(setup, ContextPrompts.CONTEXT).each(count);
    sinkhorn = new Sinkhorn(options.real(EPSILON.name()), options.integer(ITERATIONS.name()));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(context);
  }

  @Override
  public StepResult step(PairBatch batch) {
    TransportLoss loss = new TransportLoss(setup.tasks(), logits(prompts), rowWidth());
    loss.add(batch);
    float[] gradient = prompts.gradient(contexts(), loss.featureGradient());
    System.arraycopy(gradient, 0, context.gradient(), 0, gradient.length);
    int classes = setup.tasks().classCount();
    return new StepResult(
        (float) loss.value(),
        Map.of("logits", FloatTensor.of(loss.logits(), batch.pairs(), classes)));
  }

  @Override
  public Classifier classifier() {
    return over(prompts);
  }

  @Override
  public Classifier classifier(TaskSet tasks) throws InvalidInputException {
    return over(LocalPrompts.of(setup, tasks, prompts.count()));
  }

  private Classifier over(LocalPrompts written) {
    List<TransportLogits> byTask = logits(written);
    return (task, features) -> answers(byTask.get(task), features);
  }

  private List<TransportLogits> logits(LocalPrompts written) {
    List<TransportLogits> byTask = new ArrayList<>();
    for (PromptSet texts : written.features(contexts())) {
      byTask.add(new TransportLogits(texts, sinkhorn, setup.segments().logitScale()));
    }
    return byTask;
  }

  private float[] answers(TransportLogits logits, float[] features) {
    int images = features.length / rowWidth();
    float[] result = new float[0];
    for (int image = 0; image < images; image++) {
      int from = image * rowWidth();
      Answer answer = logits.answer(Arrays.copyOfRange(features, from, from + rowWidth()));
      int classes = answer.logits().length;
      result = image == 0 ? new float[Math.multiplyExact(images, classes)] : result;
      for (int c = 0; c < classes; c++) {
        result[image * classes + c] = (float) answer.logits()[c];
      }
    }
    return result;
  }

  private int rowWidth() {
    return setup.segments().imageTokens() * setup.segments().featureWidth();
  }

  private FloatTensor contexts() { // [N, L, w]
    return new FloatTensor(context.shape(), context.values());
  }

  @Override
  public void close() {}
}
