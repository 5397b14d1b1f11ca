package org.softcpt.trainer.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.softcpt.trainer.cache.FeatureTable;
import org.softcpt.trainer.method.PairBatch;
import org.softcpt.trainer.method.ToyProblem;
import org.softcpt.trainer.task.Sample;

class TrainingSetTest {

  private final FeatureTable table = ToyProblem.table(0);
  private final List<Sample> samples = ToyProblem.training(table);

  @Test // sample 0 is class 0 of task 0 and class 1 of task 2, whose classes begin at 7
  void anImageOfTwoTasksGivesTwoPairsAndCountsOnce() {
    PairBatch batch = new TrainingSet(table, samples, 1).batch(new int[] {1, 0}, 0, 0);
    assertArrayEquals(new long[] {0, 0, 2}, batch.tasks());
    assertArrayEquals(new long[] {0, 0, 8}, batch.labels());
    assertEquals(2, batch.images());
    float[] last = Arrays.copyOfRange(batch.features(), 22, 33);
    assertArrayEquals(table.feature(0, 0), last);
  }

  @Test
  void withoutAugmentedViewsThePlainOneIsUsed() {
    assertEquals(0, new TrainingSet(table, samples, 1).view(5, 3));
  }

  @Test
  void augmentedViewsAreAllUsedAndThePlainOneIsNot() {
    TrainingSet set = new TrainingSet(ToyProblem.table(3), samples, 1);
    int[] views = IntStream.range(0, 60).map(epoch -> set.view(5, epoch)).sorted().toArray();
    assertArrayEquals(new int[] {1, 2, 3}, IntStream.of(views).distinct().toArray());
  }

  @Test
  void viewsDependOnTheImage() {
    TrainingSet set = new TrainingSet(ToyProblem.table(8), samples, 1);
    assertTrue(IntStream.range(0, 40).map(row -> set.view(row, 0)).distinct().count() > 1);
  }
}
