package org.softcpt.models.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class InvalidInputExceptionTest {

  @Test // the name of a tensor, class or file may hold anything, a terminal's escape sequences too
  void theMessageIsOneLineWhateverItQuotes() {
    Exception e = new InvalidInputException("tensor 'a\n\u001b[2J': größer als 1");
    assertEquals("tensor 'a [2J': größer als 1", e.getMessage());
  }

  @Test
  void theMessageIsCutWhereNobodyWouldReadOn() {
    Exception e = new InvalidInputException("x".repeat(100_000), new RuntimeException("cause"));
    assertEquals("x".repeat(2000) + "…", e.getMessage());
    assertEquals("cause", e.getCause().getMessage());
  }
}
