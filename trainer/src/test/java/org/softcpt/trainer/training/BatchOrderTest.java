package org.softcpt.trainer.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchOrderTest {

  @ParameterizedTest // less than a batch, one, one and a rest, several without and with a rest
  @CsvSource({"1, 32, 1", "31, 32, 1", "32, 32, 1", "33, 32, 1", "64, 32, 2", "207, 13, 15"})
  void anEpochShowsNoImageTwiceAndDropsOnlyTheRest(int images, int batch, int steps) {
    BatchOrder order = new BatchOrder(images, batch, 7);
    assertEquals(steps, order.stepsPerEpoch());
    int[] shown = epoch(order, 3);
    assertEquals(images < batch ? images : steps * batch, shown.length);
    assertEquals(shown.length, IntStream.of(shown).distinct().count());
    assertTrue(IntStream.of(shown).allMatch(i -> i >= 0 && i < images));
  }

  @Test
  void everyEpochHasItsOwnOrder() {
    BatchOrder order = new BatchOrder(64, 32, 7);
    assertFalse(Arrays.equals(epoch(order, 0), epoch(order, 1)));
  }

  @Test
  void theOrderFollowsFromSeedAndStepAlone() {
    assertArrayEquals(new BatchOrder(64, 8, 7).batch(11), new BatchOrder(64, 8, 7).batch(11));
    assertFalse(
        Arrays.equals(new BatchOrder(64, 8, 7).batch(11), new BatchOrder(64, 8, 8).batch(11)));
  }

  private static int[] epoch(BatchOrder order, int epoch) {
    return IntStream.range(epoch * order.stepsPerEpoch(), (epoch + 1) * order.stepsPerEpoch())
        .flatMap(step -> IntStream.of(order.batch(step)))
        .toArray();
  }
}
