package org.softcpt.trainer.feature;

import java.util.Optional;
import org.softcpt.models.folder.HeadKind;
import org.softcpt.trainer.method.Classifier;

/**
 * Fits a classifier to one task's cached features. Implementations have no state: the same problem
 * gives the same fit.
 */
public interface FeatureMethod {

  /**
   * Learns.
   *
   * @param problem the task
   * @return what was learned
   */
  Fit fit(FeatureProblem problem);

  /**
   * Makes the classifier from what was stored, and from nothing else.
   *
   * @param stored the fit's tensors as they were read
   * @return a classifier of one task
   * @throws IllegalArgumentException if a tensor is missing or has another shape
   */
  Classifier classifier(StoredFit stored);

  /**
   * Whether it starts from text features as the encoder gives them, the mean over templates, and
   * not from unit ones: what is added to them then weighs as much as it was published to.
   *
   * @return true if {@link FeatureProblem#textFeatures} are to have the encoder's length
   */
  default boolean takesTextAsEncoded() {
    return false;
  }

  /**
   * The kind of head that the stored tensors are, under their tasks' ids.
   *
   * @return empty if the classifier's text features or weights say all of it
   */
  default Optional<HeadKind> storedHead() {
    return Optional.empty();
  }

  /**
   * Whether text features alone make the classifier, so that tasks never fitted can be answered.
   *
   * @return true if {@link #fit} learns nothing
   */
  default boolean answersNewTasks() {
    return false;
  }
}
