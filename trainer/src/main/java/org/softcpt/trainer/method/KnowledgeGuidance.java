package org.softcpt.trainer.method;

import java.util.List;

/**
 * KgCoOp: cross-entropy plus λ times the mean of 1 - cosine between each class's learned and
 * hand-written feature. (The paper writes the squared distance of unit vectors, which is twice
 * that; the published code is followed.)
 *
 * @param lambda λ
 * @see <a href="https://arxiv.org/abs/2303.13283">Yao et al. 2023</a>
 */
record KnowledgeGuidance(double lambda) implements Guidance {

  private static final MethodOption LAMBDA =
      MethodOption.real("kgcoop_lambda", 8, 0, 1e6, "weight of the distance to the templates");

  static final List<MethodOption> OPTIONS = List.of(ContextPrompts.INIT, LAMBDA);

  static KnowledgeGuidance of(MethodOptions options) {
    return new KnowledgeGuidance(options.real(LAMBDA.name()));
  }

  @Override
  public Result gradient(GuidedStep step) {
    float[] gradient = step.learned().featureGradient();
    int classes = step.prompts().prompts().count();
    int width = gradient.length / classes;
    double cosines = 0;
    for (int c = 0; c < classes; c++) {
      cosines += pull(step, gradient, c * width, width, lambda / classes);
    }
    double loss = step.learned().value() + lambda * (1 - cosines / classes);
    return new Result(loss, step.prompts().gradient(gradient));
  }

  /** Adds d(-factor·cos(g, w))/dg = -factor·(w - cos·g/|g|)/|g| for unit w; gives the cosine. */
  private static double pull(
      GuidedStep step, float[] gradient, int from, int width, double factor) {
    double squares = 0;
    double dot = 0;
    for (int d = from; d < from + width; d++) {
      squares += (double) step.features()[d] * step.features()[d];
      dot += (double) step.features()[d] * step.guide()[d];
    }
    double norm = Math.sqrt(squares);
    double cosine = dot / norm;
    for (int d = from; d < from + width; d++) {
      gradient[d] -=
          (float) (factor * (step.guide()[d] - cosine * step.features()[d] / norm) / norm);
    }
    return cosine;
  }
}
