package org.softcpt.trainer.method;

import java.util.Map;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.tensor.FloatTensor;

/**
 * CoOp-CA with hand-written prompts as a guide: KgCoOp pulls the learned features to theirs,
 * ProGrad drops from the gradient what contradicts their answers.
 */
public final class GuidedCoop implements ContextCoop {

  private final MethodSetup setup;
  private final ContextPrompts prompts;
  private final float[] guide; // unit rows [C, D]
  private final Guidance guidance;

  /**
   * Writes the prompts and draws the starting values.
   *
   * @param setup what to build from
   * @param guidance what the guide does
   * @throws InvalidInputException if a name is too long for the text encoder
   */
  GuidedCoop(MethodSetup setup, Guidance guidance) throws InvalidInputException {
    this.setup = setup;
    this.guidance = guidance;
    prompts = new ContextPrompts(setup, false);
    guide = HandWrittenPrompts.features(setup, setup.tasks());
  }

  @Override
  public ContextPrompts prompts() {
    return prompts;
  }

  @Override
  public StepResult step(PairBatch batch) {
    float[] features = prompts.features();
    long[] owners = prompts.prompts().batch().tasks();
    double scale = setup.segments().logitScale();
    CosineCrossEntropy learned = new CosineCrossEntropy(features, owners, batch, scale);
    Guidance.Result result = guidance.gradient(new GuidedStep(prompts, features, guide, learned));
    System.arraycopy(
        result.gradient(), 0, prompts.context().gradient(), 0, result.gradient().length);
    int classes = owners.length;
    return new StepResult(
        (float) result.loss(),
        Map.of(
            "text_features", FloatTensor.of(features, classes, features.length / classes),
            "logits", FloatTensor.of(learned.logitValues(), batch.pairs(), classes)));
  }
}
