package org.softcpt.trainer.feature;

import java.util.List;

/**
 * PyTorch's {@code torch.optim.Adam} and {@code AdamW}, with their own betas 0.9 and 0.999.
 *
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.optim.AdamW.html">torch.optim.AdamW
 *     </a>
 */
final class Adam implements Optimiser {

  private static final double FIRST = 0.9;
  private static final double SECOND = 0.999;

  private final List<Weights> weights;
  private final double epsilon;
  private final double decay;
  private final boolean decoupled;
  private final List<double[]> means;
  private final List<double[]> squares;
  private int steps;

  private Adam(List<Weights> weights, double epsilon, double decay, boolean decoupled) {
    this.weights = List.copyOf(weights);
    this.epsilon = epsilon;
    this.decay = decay;
    this.decoupled = decoupled;
    this.means = weights.stream().map(each -> new double[each.values().length]).toList();
    this.squares = weights.stream().map(each -> new double[each.values().length]).toList();
  }

  /** Weight decay is part of the gradient. */
  static Adam plain(List<Weights> weights, double epsilon, double decay) {
    return new Adam(weights, epsilon, decay, false);
  }

  /** AdamW: weight decay shrinks the weights beside the step. */
  static Adam decoupled(List<Weights> weights, double epsilon, double decay) {
    return new Adam(weights, epsilon, decay, true);
  }

  @Override
  public void step(double learningRate) {
    steps++;
    for (int w = 0; w < weights.size(); w++) {
      step(weights.get(w), means.get(w), squares.get(w), learningRate);
    }
  }

  private void step(Weights weight, double[] mean, double[] square, double rate) {
    double[] values = weight.values();
    double correction = Math.sqrt(1 - Math.pow(SECOND, steps));
    double size = rate / (1 - Math.pow(FIRST, steps));
    for (int i = 0; i < values.length; i++) {
      double gradient = weight.gradient()[i] + (decoupled ? 0 : decay * values[i]);
      values[i] -= decoupled ? rate * decay * values[i] : 0;
      mean[i] = FIRST * mean[i] + (1 - FIRST) * gradient;
      square[i] = SECOND * square[i] + (1 - SECOND) * gradient * gradient;
      values[i] -= size * mean[i] / (Math.sqrt(square[i]) / correction + epsilon);
    }
  }
}
