package org.softcpt.trainer.training;

import java.util.List;
import org.softcpt.trainer.method.Parameter;

/**
 * Stochastic gradient descent as PyTorch's {@code torch.optim.SGD} does it: weight decay is added
 * to the gradient, then <i>v ← μ·v + g</i> and <i>p ← p - η·v</i>, without dampening or Nesterov's
 * look-ahead. Velocities start at zero, which makes the first step's velocity the gradient itself.
 *
 * <p>Deeplearning4j's {@code Nesterovs} is another rule, hence this class.
 *
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.optim.SGD.html">torch.optim.SGD</a>
 */
public final class MomentumSgd {

  private final float momentum;
  private final float weightDecay;
  private final List<Parameter> parameters;
  private final List<float[]> velocities;

  /**
   * An optimiser at rest.
   *
   * @param momentum μ
   * @param weightDecay added to the gradient, times the parameter
   * @param parameters what {@link #step} changes; their order is that of {@link #velocities}
   */
  public MomentumSgd(double momentum, double weightDecay, List<Parameter> parameters) {
    this.momentum = (float) momentum;
    this.weightDecay = (float) weightDecay;
    this.parameters = List.copyOf(parameters);
    this.velocities = parameters.stream().map(p -> new float[p.values().length]).toList();
  }

  /**
   * The state of the optimiser, one array per parameter, in the parameters' order.
   *
   * @return the live arrays, for checkpoints to read and to restore
   */
  public List<float[]> velocities() {
    return velocities;
  }

  /**
   * Moves every parameter by its gradient.
   *
   * @param learningRate η
   */
  public void step(double learningRate) {
    for (int i = 0; i < parameters.size(); i++) {
      step(parameters.get(i), velocities.get(i), (float) learningRate);
    }
  }

  private void step(Parameter parameter, float[] velocity, float rate) {
    float[] values = parameter.values();
    float[] gradient = parameter.gradient();
    for (int i = 0; i < values.length; i++) {
      velocity[i] = momentum * velocity[i] + (gradient[i] + weightDecay * values[i]);
      values[i] -= rate * velocity[i];
    }
  }
}
