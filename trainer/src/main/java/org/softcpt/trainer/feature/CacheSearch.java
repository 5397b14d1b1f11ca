package org.softcpt.trainer.feature;

/**
 * The published grid: 200 values of β by 20 of α, from 0.1 to below 7 and 3; of equally good ones
 * the first.
 *
 * @param alpha the best, or what it was
 * @param beta the best, or what it was
 */
record CacheSearch(double alpha, double beta) {

  private static final double LEAST = 0.1;
  private static final double MOST_BETA = 7;
  private static final int BETAS = 200;
  private static final double MOST_ALPHA = 3;
  private static final int ALPHAS = 20;

  /** Searches on the validation images; without any, what is given stays. */
  CacheSearch on(CacheModel model, FeatureProblem problem) {
    if (!problem.canValidate()) {
      return this;
    }
    Matrix images = problem.validation().unit();
    int[] labels = problem.validation().labels();
    Matrix clip = model.clipLogits(images);
    Matrix cosines = images.timesTransposed(model.keys());
    CacheSearch best = this;
    double highest = 0;
    for (int b = 0; b < BETAS; b++) {
      double nextBeta = LEAST + b * (MOST_BETA - LEAST) / BETAS;
      Matrix votes = model.votes(CacheModel.affinities(cosines, nextBeta));
      for (int a = 0; a < ALPHAS; a++) {
        double nextAlpha = LEAST + a * (MOST_ALPHA - LEAST) / ALPHAS;
        double accuracy = SoftmaxLoss.accuracy(CacheModel.sum(clip, votes, nextAlpha), labels);
        best = accuracy > highest ? new CacheSearch(nextAlpha, nextBeta) : best;
        highest = Math.max(highest, accuracy);
      }
    }
    return best;
  }
}
