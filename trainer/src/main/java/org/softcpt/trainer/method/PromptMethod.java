package org.softcpt.trainer.method;

import java.util.List;
import java.util.Map;
import org.softcpt.models.tensor.FloatTensor;

/**
 * A way to learn text features of classes from a few images: what is learnable, and how a batch
 * becomes a loss and gradients. Not safe for concurrent use.
 */
public interface PromptMethod extends AutoCloseable {

  /**
   * What is learnable.
   *
   * @return the live parameters, in the order of files; the list never changes
   */
  List<Parameter> parameters();

  /**
   * What was drawn at the start, belongs to the result and is never changed.
   *
   * @return written beside the parameters; most methods have none
   */
  default List<Parameter> constants() {
    return List.of();
  }

  /**
   * Computes a batch's loss and overwrites every parameter's gradient. Changes no value.
   *
   * @param batch the pairs
   * @return loss, and what a trace shows
   */
  StepResult step(PairBatch batch);

  /**
   * The classifier that the present parameters make.
   *
   * @return a classifier over the setup's tasks; it may use the method's parameters and sessions,
   *     so it is good until the next step or the method's close
   */
  Classifier classifier();

  @Override
  void close();

  /**
   * One step, before the optimiser.
   *
   * @param loss of the batch, without weight decay
   * @param observed what a trace writes, by name: {@code text_features} {@code [C, D]}, {@code
   *     logits} {@code [R, C]}, and what else the method has
   */
  record StepResult(float loss, Map<String, FloatTensor> observed) {}
}
