package org.softcpt.trainer.method;

/**
 * PLOT's logits in one task: {@code scale} times the cosines of an image's places with a class's
 * prompts, weighted by the transport plan between them. In the gradient the plan is a constant, as
 * published.
 */
final class TransportLogits {

  private final PromptSet texts;
  private final double[] columns; // [D, C·N]
  private final Sinkhorn sinkhorn;
  private final double scale;

  TransportLogits(PromptSet texts, Sinkhorn sinkhorn, double scale) {
    this.texts = texts;
    this.columns = texts.columns();
    this.sinkhorn = sinkhorn;
    this.scale = scale;
  }

  /** The text features. */
  PromptSet texts() {
    return texts;
  }

  /**
   * What the places of one image say.
   *
   * @param places unit features {@code [P, D]}
   * @param plans the transport {@code [P, C·N]}, class after class
   * @param logits {@code [C]}
   */
  record Answer(double[] places, double[] plans, double[] logits) {}

  /**
   * Transports an image's places to the prompts of every class.
   *
   * @param image {@code [1 + P, D]}: the image's own feature, which is not read, and its places'
   */
  Answer answer(float[] image) {
    double[] places = new double[image.length - texts.width()];
    for (int i = 0; i < places.length; i++) {
      places[i] = image[texts.width() + i];
    }
    PromptSet.unit(places, texts.width());
    double[] cosines = cosines(places);
    double[] plans = new double[cosines.length];
    double[] logits = new double[texts.classes()];
    for (int c = 0; c < logits.length; c++) {
      logits[c] = scale * transport(cosines, plans, c * texts.prompts());
    }
    return new Answer(places, plans, logits);
  }

  /** {@code [P, C·N]}; the inner loop runs along rows, so that the compiler makes it wide. */
  private double[] cosines(double[] places) {
    int count = texts.norms().length;
    double[] cosines = new double[places.length / texts.width() * count];
    for (int i = 0; i < places.length; i++) {
      int column = i % texts.width() * count;
      addScaled(places[i], columns, column, cosines, i / texts.width() * count, count);
    }
    return cosines;
  }

  private static void addScaled(
      double factor, double[] from, int first, double[] to, int target, int count) {
    for (int i = 0; i < count; i++) {
      to[target + i] += factor * from[first + i];
    }
  }

  /** Fills one class's plan; gives the cosines' mean by it. */
  private double transport(double[] cosines, double[] plans, int first) {
    int count = texts.norms().length;
    int prompts = texts.prompts();
    double[] own = new double[cosines.length / count * prompts];
    for (int i = 0; i < own.length; i++) {
      own[i] = cosines[i / prompts * count + first + i % prompts];
    }
    double[] plan = sinkhorn.plan(own, prompts);
    double mean = 0;
    for (int i = 0; i < own.length; i++) {
      mean += plan[i] * own[i];
      plans[i / prompts * count + first + i % prompts] = plan[i];
    }
    return mean;
  }

  /**
   * Adds an image's part of the gradient of the unit text features: a prompt gets every place by
   * its share.
   *
   * @param answer the image's
   * @param logitGradient dL/dlogits {@code [C]}
   * @param gradient {@code [C·N, D]}, added to
   */
  void addGradient(Answer answer, double[] logitGradient, double[] gradient) {
    int count = texts.norms().length;
    int width = texts.width();
    for (int i = 0; i < answer.plans().length; i++) {
      int row = i % count;
      double share = scale * logitGradient[row / texts.prompts()] * answer.plans()[i];
      addScaled(share, answer.places(), i / count * width, gradient, row * width, width);
    }
  }
}
