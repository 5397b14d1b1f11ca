package org.softcpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void alignsTextToTheLeftAndNumbersToTheRight() {
    String text =
        new Table("task", "accuracy").row("fruit", "9.1").row("açaí berries", "100.0").text();
    assertEquals(
        """
        task          accuracy
        fruit              9.1
        açaí berries     100.0
        """,
        text);
  }

  @Test
  void refusesARowOfAnotherLength() {
    assertThrows(IllegalArgumentException.class, () -> new Table("a", "b").row("c"));
  }
}
