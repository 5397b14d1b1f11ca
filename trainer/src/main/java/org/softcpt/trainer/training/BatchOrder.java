package org.softcpt.trainer.training;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.softcpt.trainer.method.Seeds;

/**
 * Which images a step sees: a fresh permutation per epoch, cut into batches. The last, incomplete
 * batch is dropped unless it is the only one. The permutation follows from seed and epoch alone, so
 * a resumed run goes on without a generator's state.
 *
 * @param images number of training images
 * @param batch images per step
 * @param seed of the run
 */
record BatchOrder(int images, int batch, long seed) {

  BatchOrder {
    if (images < 1 || batch < 1) {
      throw new IllegalArgumentException("batches of %d from %d images".formatted(batch, images));
    }
  }

  int stepsPerEpoch() {
    return Math.max(1, images / batch);
  }

  /** The images of one step, indices 0..images-1; at most {@code batch} of them. */
  int[] batch(int step) {
    int[] order = permutation(step / stepsPerEpoch());
    int from = step % stepsPerEpoch() * batch;
    return Arrays.copyOfRange(order, from, Math.min(images, from + batch));
  }

  /** Fisher-Yates, from the end. */
  private int[] permutation(int epoch) {
    Random random = new Random(Seeds.derive(seed, "order", epoch));
    int[] order = IntStream.range(0, images).toArray();
    for (int i = images - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }
}
