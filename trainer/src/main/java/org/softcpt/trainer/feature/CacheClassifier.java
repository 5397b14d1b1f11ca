package org.softcpt.trainer.feature;

import org.softcpt.trainer.method.Classifier;

/**
 * Answers with a cache of images.
 *
 * @param model the cache
 */
record CacheClassifier(CacheModel model) implements Classifier {

  @Override
  public float[] logits(int task, float[] features) {
    Matrix images = Matrix.of(features, model.keys().columns());
    return model.logits(UnitRows.of(images).units()).floats();
  }
}
