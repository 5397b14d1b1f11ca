package org.softcpt.trainer.method;

import java.util.List;
import java.util.stream.IntStream;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.trainer.method.TextSegments.ClassStep;
import org.softcpt.trainer.task.TaskSet;

/**
 * CoOp: the class prompts' context itself is learned. Shared by all classes it is CoOp-CA on one
 * task and CoOp-MT on several; one per class is CoOp-CS.
 *
 * @see <a href="https://arxiv.org/abs/2109.01134">Zhou et al. 2022</a>
 */
public final class Coop implements PromptMethod, PromptWriter {

  /** The context's name in checkpoints and parameter files. */
  public static final String CONTEXT = "context";

  /** The setting that names words to start from. */
  static final String INIT = "context_init";

  /** CoOp's own settings. */
  static final List<MethodOption> OPTIONS =
      List.of(
          MethodOption.text(
              INIT, "words the context starts from, e.g. a photo of a; none: random"));

  private final MethodSetup setup;
  private final Parameter context; // [L, w], or [C, L, w]
  private final ContextShape shape;
  private final PromptSelection prompts;
  private final LossOverClasses loss;
  private final int[] chosen;

  /**
   * Writes the prompts and draws the starting values.
   *
   * @param setup what to build from
   * @param own a context per class
   * @throws InvalidInputException if a class's name is too long for the text encoder
   */
  public Coop(MethodSetup setup, boolean own) throws InvalidInputException {
    this.setup = setup;
    int classes = setup.tasks().classCount();
    ContextStart start = setup.contextStart(CONTEXT, INIT, setup.contextLength());
    context = own ? start.each(classes) : start.one();
    shape = new ContextShape(start.length(), setup.placement(), own);
    prompts = prompts(setup.tasks(), IntStream.range(0, classes).toArray());
    loss = new LossOverClasses(setup.segments(), prompts);
    chosen = IntStream.range(0, classes).toArray();
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(context);
  }

  @Override
  public StepResult step(PairBatch batch) {
    ClassStep step = loss.step(contexts(), chosen, batch);
    float[] gradient = step.contextGradient();
    System.arraycopy(gradient, 0, context.gradient(), 0, gradient.length);
    return new StepResult(step.loss(), loss.observed(step, batch.pairs()));
  }

  @Override
  public Classifier classifier() {
    float[] features = setup.segments().features(contexts(), prompts.batch());
    return new CosineClassifier(setup.tasks(), features, setup.segments().logitScale());
  }

  @Override
  public float[] textFeatures(TaskSet tasks) throws InvalidInputException {
    KnownNames known = new KnownNames(setup.tasks(), tasks);
    int[] own = shape.own() ? known.classes("a context per class") : new int[tasks.classCount()];
    return setup.segments().features(contexts(), prompts(tasks, own).batch());
  }

  /** The classes' prompts; each takes its own context, or all take the one there is. */
  private PromptSelection prompts(TaskSet tasks, int[] own) throws InvalidInputException {
    int[] groups = shape.own() ? own : new int[tasks.classCount()];
    return setup.vocabulary().classSelection(tasks, groups, shape);
  }

  private FloatTensor contexts() {
    List<Integer> shape = context.shape();
    return shape.size() == 3
        ? new FloatTensor(shape, context.values())
        : FloatTensor.of(context.values(), 1, shape.get(0), shape.get(1));
  }

  @Override
  public void close() {}
}
