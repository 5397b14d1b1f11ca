package org.softcpt.models.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PrecisionTest {

  @Test
  void everyNameIsItsValues() {
    for (Precision precision : Precision.values()) {
      assertEquals(precision, Precision.of(precision.id()));
    }
  }

  @Test
  void gradientsNeverGoThroughBytes() {
    assertEquals(Precision.FP32, Precision.INT8.ofText());
    assertEquals(Precision.FP16, Precision.FP16.ofText());
  }

  @Test
  void unknownNamesAreRefusedWithTheKnownOnes() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Precision.of("FP16")).getMessage();
    assertTrue(message.contains("fp32, fp16, int8, found 'FP16'"), message);
  }
}
