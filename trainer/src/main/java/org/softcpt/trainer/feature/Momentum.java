package org.softcpt.trainer.feature;

import java.util.List;

/**
 * PyTorch's {@code torch.optim.SGD} with momentum, in double precision: decay is added to the
 * gradient, then <i>v ← μ·v + g</i>, <i>p ← p - η·v</i>.
 */
final class Momentum implements Optimiser {

  private final List<Weights> weights;
  private final double momentum;
  private final double decay;
  private final List<double[]> velocities;

  Momentum(List<Weights> weights, double momentum, double decay) {
    this.weights = List.copyOf(weights);
    this.momentum = momentum;
    this.decay = decay;
    this.velocities = weights.stream().map(each -> new double[each.values().length]).toList();
  }

  @Override
  public void step(double learningRate) {
    for (int w = 0; w < weights.size(); w++) {
      double[] values = weights.get(w).values();
      double[] gradient = weights.get(w).gradient();
      double[] velocity = velocities.get(w);
      for (int i = 0; i < values.length; i++) {
        velocity[i] = momentum * velocity[i] + gradient[i] + decay * values[i];
        values[i] -= learningRate * velocity[i];
      }
    }
  }
}
