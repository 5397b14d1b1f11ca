package org.softcpt.trainer.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
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

  @Test
  void withoutWarmUpTheFirstEpochHasThePeak() {
    assertEquals(0.1, new Schedule(0.1, 3, 0, 1e-5).at(0));
  }

  @Test
  void rejectsWhatIsNoRate() {
    assertThrows(IllegalArgumentException.class, () -> new Schedule(Double.NaN, 3, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Schedule(-1, 3, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Schedule(1, 0, 1, 0));
  }
}
