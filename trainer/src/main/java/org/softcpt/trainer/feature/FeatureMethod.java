package org.softcpt.trainer.feature;

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
   * Whether text features alone make the classifier, so that tasks never fitted can be answered.
   *
   * @return true if {@link #fit} learns nothing
   */
  default boolean answersNewTasks() {
    return false;
  }
}
