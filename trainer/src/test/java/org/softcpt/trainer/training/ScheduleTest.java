package org.softcpt.trainer.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.trainer.method.Schedule;

class ScheduleTest {

  private final Schedule published = TrainingConfig.published().schedule();

  @Test
  void theFirstEpochIsConstantAndTheSecondStartsTheCosineAtItsPeak() {
    assertEquals(1e-5, published.at(0));
    assertEquals(0.002, published.at(1));
  }

  @Test // the cosine is counted from the end of the warm-up, so the last of 50 epochs is its 48th
  void theLastRateIsAboveZero() {
    assertEquals(0.002 * (1 + Math.cos(Math.PI * 48 / 50)) / 2, published.at(49));
    assertTrue(published.at(49) > 7e-6);
  }

  @Test
  void ratesFallAfterTheWarmUp() {
    for (int epoch = 2; epoch < 50; epoch++) {
      assertTrue(published.at(epoch) < published.at(epoch - 1), "epoch " + epoch);
    }
  }

  @Test // PyTorch computes the cosine by a recurrence; its rounding over 50 epochs is below 1e-17
  void ratesArePyTorchs() throws IOException {
    JsonNode golden = Golden.read().get("schedule");
    assertEquals(50, golden.get("rates").size());
    for (int epoch = 0; epoch < 50; epoch++) {
      assertEquals(golden.get("rates").get(epoch).asDouble(), published.at(epoch), 1e-16);
    }
  }

  @ParameterizedTest // stepped past the cosine's end; equal as the floats the optimisers multiply
  // with
  @ValueSource(ints = {3, 4})
  void ratesOfAStrideArePyTorchs(int stride) throws IOException {
    JsonNode golden = Golden.read().get("schedule").get("strides").get(Integer.toString(stride));
    assertEquals(50, golden.size());
    Schedule schedule = TrainingConfig.of(Map.of("updates", Integer.toString(stride))).schedule();
    for (int epoch = 0; epoch < 50; epoch++) {
      assertEquals((float) golden.get(epoch).asDouble(), (float) schedule.at(epoch));
    }
  }

  @Test
  void aStrideCountsTheWarmUpToo() {
    Schedule schedule = new Schedule(0.1, 8, 5, 1e-5, 3);
    assertEquals(1e-5, schedule.at(1)); // its own epoch 3
    assertEquals(new Schedule(0.1, 8, 5, 1e-5).at(6), schedule.at(2));
  }

  @Test // (2^31 - 1)^2 does not wrap
  void aHugeStrideIsStillARate() {
    double rate = new Schedule(0.1, 8, 1, 1e-5, Integer.MAX_VALUE).at(Integer.MAX_VALUE);
    assertTrue(rate >= 0 && rate <= 0.1, "rate " + rate);
  }

  @Test
  void withoutWarmUpTheFirstEpochHasThePeak() {
    assertEquals(0.1, new Schedule(0.1, 3, 0, 1e-5).at(0));
  }

  @Test
  void rejectsWhatIsNoRate() {
    assertThrows(IllegalArgumentException.class, () -> new Schedule(Double.NaN, 3, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Schedule(-1, 3, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Schedule(1, 0, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Schedule(1, 3, 1, 0, 0));
  }
}
