package org.softcpt.trainer.method;

import java.util.List;
import java.util.Optional;
import org.softcpt.models.tensor.FloatTensor;

/** A method whose prompts have learned contexts, which can be looked at. */
public interface ContextMethod {

  /**
   * What stands before names with the present parameters.
   *
   * @return the learned contexts, then those that a sub-network writes; copies
   */
  List<NamedContext> contexts();

  /**
   * What the sub-network knows of the tasks. By Proposition 1 of Ding et al., a step on one task's
   * loss moves another's context in proportion to the inner product of the two tasks' features.
   *
   * @return {@code [T, D]}, not normalised; empty for a method without task features
   */
  default Optional<FloatTensor> taskFeatures() {
    return Optional.empty();
  }
}
