package org.softcpt.trainer.method;

import java.util.List;

/**
 * ProGrad: where the cross-entropy's gradient contradicts that of the distance to the zero-shot
 * answers (their inner product is negative), λ times its part along the latter is taken out.
 *
 * @param lambda λ
 * @param temperature T; divides both sides' logits in the distance
 * @see <a href="https://arxiv.org/abs/2205.14865">Zhu et al. 2023</a>
 */
record ProjectedGuidance(double lambda, double temperature) implements Guidance {

  private static final MethodOption LAMBDA =
      MethodOption.real(
          "prograd_lambda", 1, 0, 1e3, "share of the contradicting part that is taken out");

  private static final MethodOption TEMPERATURE =
      MethodOption.real(
          "prograd_temperature", 1, 1e-3, 1e3, "divides the logits that are compared");

  static final List<MethodOption> OPTIONS = List.of(ContextPrompts.INIT, LAMBDA, TEMPERATURE);

  static ProjectedGuidance of(MethodOptions options) {
    return new ProjectedGuidance(options.real(LAMBDA.name()), options.real(TEMPERATURE.name()));
  }

  @Override
  public Result gradient(GuidedStep step) {
    float[] own = step.prompts().gradient(step.learned().featureGradient());
    float[] general = step.prompts().gradient(step.learned().featureGradient(distance(step)));
    return new Result(step.learned().value(), projected(own, general));
  }

  /** d(T²·cross-entropy of softmax(zero-shot/T) and softmax(learned/T))/dlogits, over images. */
  double[] distance(GuidedStep step) {
    double[] gradient = step.learned().shares(temperature);
    double[] target = step.learned().with(step.guide()).shares(temperature);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = temperature * (gradient[i] - target[i]) / step.learned().images();
    }
    return gradient;
  }

  /** The projection itself. A gradient of zero contradicts nothing. */
  float[] projected(float[] own, float[] general) {
    double dot = 0;
    double squares = 0;
    for (int i = 0; i < own.length; i++) {
      dot += (double) own[i] * general[i];
      squares += (double) general[i] * general[i];
    }
    if (dot >= 0) {
      return own;
    }
    float[] result = new float[own.length];
    for (int i = 0; i < own.length; i++) {
      result[i] = (float) (own[i] - lambda * dot / squares * general[i]);
    }
    return result;
  }
}
