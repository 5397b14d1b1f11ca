package org.softcpt.trainer.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.models.io.InvalidInputException;

class CsvRowsTest {

  private static final String HEADER = "task,path,label,predicted,probability\n";

  @TempDir private Path folder;

  @Test
  void quotesMayHoldCommasQuotesAndLines() throws IOException {
    Path file = write(HEADER + "t,\"a,\"\"b\"\"\nc.png\",x,y,0.5\n");
    assertEquals(
        List.of(new PredictionRow("t", "a,\"b\"\nc.png", "x", "y", 0.5)),
        CsvRows.read(file, PredictionRow.class));
  }

  @Test
  void aHeaderAloneIsNoRow() throws IOException {
    assertEquals(List.of(), CsvRows.read(write(HEADER), PredictionRow.class));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "task,path,label,predicted\nt,a,x,y\n", // a column is missing
        "path,task,label,predicted,probability\na,t,x,y,0.5\n", // another order
        HEADER + "t,a,x,y\n", // a cell is missing
        HEADER + "t,a,x,y,0.5,more\n", // a cell too many
        HEADER + "t,a,x,y,high\n", // no number
        HEADER + "t,\"a,x,y,0.5\n", // a quote that never ends
        "" // not even a header
      })
  void whatDoesNotFitIsRefusedByName(String text) throws IOException {
    Path file = write(text);
    assertRefused(file);
  }

  @Test
  void otherBytesThanTextAreRefused() throws IOException {
    Path file = folder.resolve("rows.csv");
    byte[] bytes = (HEADER + "t,\u00e9,x,y,0.5\n").getBytes(StandardCharsets.ISO_8859_1);
    Files.write(file, bytes);
    assertRefused(file);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("rows.csv"), text);
  }

  private static void assertRefused(Path file) {
    InvalidInputException error =
        assertThrows(InvalidInputException.class, () -> CsvRows.read(file, PredictionRow.class));
    assertTrue(error.getMessage().startsWith(file.toString()), error.getMessage());
  }
}
