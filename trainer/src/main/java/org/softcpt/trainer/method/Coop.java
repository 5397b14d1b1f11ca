package org.softcpt.trainer.method;

import java.util.List;
import java.util.stream.IntStream;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.method.TextSegments.ClassStep;

/**
 * CoOp: the class prompts' context itself is learned. Shared by all classes it is CoOp-CA on one
 * task and CoOp-MT on several; one per class is CoOp-CS.
 *
 * @see <a href="https://arxiv.org/abs/2109.01134">Zhou et al. 2022</a>
 */
public final class Coop implements ContextCoop {

  /** CoOp's own settings. */
  static final List<MethodOption> OPTIONS = List.of(ContextPrompts.INIT);

  private final ContextPrompts prompts;
  private final LossOverClasses loss;
  private final int[] all;

  /**
   * Writes the prompts and draws the starting values.
   *
   * @param setup what to build from
   * @param own a context per class
   * @throws InvalidInputException if a class's name is too long for the text encoder
   */
  public Coop(MethodSetup setup, boolean own) throws InvalidInputException {
    prompts = new ContextPrompts(setup, own);
    loss = new LossOverClasses(setup.segments(), prompts.prompts());
    all = IntStream.range(0, setup.tasks().classCount()).toArray();
  }

  @Override
  public ContextPrompts prompts() {
    return prompts;
  }

  @Override
  public StepResult step(PairBatch batch) {
    ClassStep step = loss.step(prompts.tensor(), all, batch);
    float[] gradient = step.contextGradient();
    System.arraycopy(gradient, 0, prompts.context().gradient(), 0, gradient.length);
    return new StepResult(step.loss(), loss.observed(step, batch.pairs()));
  }
}
