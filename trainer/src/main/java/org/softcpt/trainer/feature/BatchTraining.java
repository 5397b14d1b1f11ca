package org.softcpt.trainer.feature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.softcpt.trainer.method.Seeds;

/**
 * Epochs of shuffled batches, every image once an epoch, in one of its augmented views if it has
 * any.
 *
 * @param train the images
 * @param epochs passes over them
 * @param batch images per step; the last of an epoch may have fewer
 * @param seed decides order and views
 */
record BatchTraining(LabelledFeatures train, int epochs, int batch, long seed) {

  /** The learning rate of a step. */
  interface Rates {

    double at(int epoch, int step);
  }

  /** Half a cosine over all steps, one by one. */
  Rates cosine(double peak) {
    int steps = epochs * stepsPerEpoch();
    return (epoch, step) -> peak * (1 + Math.cos(Math.PI * step / steps)) / 2;
  }

  /**
   * Trains.
   *
   * @param input makes the model's input from features as the encoder gave them
   * @return the steps done
   */
  List<Fit.Step> run(
      TrainableModel model, UnaryOperator<Matrix> input, Optimiser optimiser, Rates rates) {
    List<Fit.Step> steps = new ArrayList<>();
    for (int epoch = 0; epoch < epochs; epoch++) {
      int[] order = order(epoch);
      for (int from = 0; from < order.length; from += batch) {
        int[] images = Arrays.copyOfRange(order, from, Math.min(order.length, from + batch));
        Matrix features = input.apply(train.batch(images, views(images, epoch)));
        SoftmaxLoss loss = SoftmaxLoss.of(model.logits(features), train.labels(images));
        model.backward(loss.gradient());
        double rate = rates.at(epoch, steps.size());
        optimiser.step(rate);
        steps.add(new Fit.Step(epoch + 1, loss.value(), rate));
      }
    }
    return steps;
  }

  private int stepsPerEpoch() {
    return (train.size() + batch - 1) / batch;
  }

  private int[] views(int[] images, int epoch) {
    int augmented = train.views().size() - 1;
    return Arrays.stream(images)
        .map(image -> augmented == 0 ? 0 : 1 + draw(augmented, epoch, image))
        .toArray();
  }

  private int draw(int count, int epoch, int image) {
    return (int) Long.remainderUnsigned(Seeds.derive(seed, "view", epoch, image), count);
  }

  /** Fisher-Yates, from the end. */
  private int[] order(int epoch) {
    Random random = new Random(Seeds.derive(seed, "order", epoch));
    int[] order = IntStream.range(0, train.size()).toArray();
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }
}
