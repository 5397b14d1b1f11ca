package org.softcpt.trainer.method;

import java.util.List;
import java.util.stream.IntStream;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.trainer.method.TextSegments.ClassStep;

/**
 * CoOp: the class prompts' context itself is learned. Shared by all classes it is CoOp-CA on one
 * task and CoOp-MT on several; one per class is CoOp-CS.
 *
 * @see <a href="https://arxiv.org/abs/2109.01134">Zhou et al. 2022</a>
 */
public final class Coop implements PromptMethod {

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
    int[] groups = own ? IntStream.range(0, classes).toArray() : new int[classes];
    ContextShape shape = new ContextShape(start.length(), setup.placement(), own);
    prompts = setup.vocabulary().classSelection(setup.tasks(), groups, shape);
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

  private FloatTensor contexts() {
    List<Integer> shape = context.shape();
    return shape.size() == 3
        ? new FloatTensor(shape, context.values())
        : FloatTensor.of(context.values(), 1, shape.get(0), shape.get(1));
  }

  @Override
  public void close() {}
}
