package org.softcpt.trainer.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.softcpt.models.tensor.FloatTensor;

class RelatednessTest {

  private static final List<String> TASKS = List.of("a", "b", "c");
  private static final int WIDTH = 7;
  private static final double TOLERANCE = 1e-12; // sums of seven products of doubles

  @Test
  void productsAreSymmetricAndATaskIsLikeItself() {
    Relatedness of = Relatedness.of(TASKS, features(1));
    for (int i = 0; i < 3; i++) {
      assertEquals(1, of.cosines()[i][i], TOLERANCE);
      for (int t = 0; t < 3; t++) {
        assertEquals(of.innerProducts()[i][t], of.innerProducts()[t][i], TOLERANCE);
      }
    }
  }

  @Test
  void lengthsCountInProductsOnly() {
    Relatedness plain = Relatedness.of(TASKS, features(1));
    Relatedness twice = Relatedness.of(TASKS, features(2));
    assertEquals(4 * plain.innerProducts()[0][2], twice.innerProducts()[0][2], TOLERANCE);
    assertEquals(plain.cosines()[0][2], twice.cosines()[0][2], TOLERANCE);
  }

  @Test
  void aFeatureOfZeroIsLikeNothing() {
    FloatTensor features = FloatTensor.of(new float[] {0, 0, 3, 4}, 2, 2);
    Relatedness of = Relatedness.of(List.of("a", "b"), features);
    assertEquals(0, of.cosines()[0][0]);
    assertEquals(0, of.cosines()[0][1]);
    assertEquals(25, of.innerProducts()[1][1]);
  }

  private static FloatTensor features(float factor) {
    Random random = new Random(3);
    float[] values = new float[3 * WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = factor * (float) random.nextGaussian();
    }
    return FloatTensor.of(values, 3, WIDTH);
  }
}
