package org.softcpt.trainer.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against the oracle that shares no code with it, and against differences. */
class CosineCrossEntropyTest {

  private static final double SCALE = 14;

  private final PairBatch batch = ToyProblem.batch();
  private final long[] owners =
      IntStream.of(PromptVocabulary.owners(ToyProblem.tasks())).asLongStream().toArray();
  private final float[] features = random(owners.length * ToyProblem.WIDTH, 5);
  private final CosineCrossEntropy loss = new CosineCrossEntropy(features, owners, batch, SCALE);

  @Test
  void lossLogitsAndGradientAreTheOracles() {
    CosineLoss oracle = new CosineLoss(features, owners, ToyProblem.WIDTH, batch, SCALE);
    assertEquals(oracle.value(), loss.value(), 1e-12);
    assertArrayEquals(oracle.logits(), loss.logitValues(), 1e-6f);
    assertArrayEquals(oracle.featureGradient(), loss.featureGradient(), 1e-6f);
  }

  @Test
  void gradientMatchesTheCentralDifference() {
    float[] direction = random(features.length, 6);
    double projected = 0;
    float[] gradient = loss.featureGradient();
    for (int i = 0; i < gradient.length; i++) {
      projected += (double) gradient[i] * direction[i];
    }
    double slope = (at(direction, 1e-3f) - at(direction, -1e-3f)) / 2e-3;
    // features are floats: moved by 1e-3 they round by 6e-8, the quotient by 6e-5 of the slope
    assertEquals(slope, projected, 1e-3 * Math.max(1, Math.abs(slope)));
  }

  @Test
  void aHighTemperatureMakesSharesEqualWithinATask() {
    double[] shares = loss.shares(1e9);
    for (int pair = 0; pair < batch.pairs(); pair++) {
      int classes = new int[] {2, 5, 3}[(int) batch.tasks()[pair]];
      for (int c = 0; c < owners.length; c++) {
        boolean own = owners[c] == batch.tasks()[pair];
        assertEquals(own ? 1.0 / classes : 0, shares[pair * owners.length + c], 1e-7);
      }
    }
  }

  private double at(float[] direction, float step) {
    float[] moved = features.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += step * direction[i];
    }
    return new CosineCrossEntropy(moved, owners, batch, SCALE).value();
  }

  private static float[] random(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
