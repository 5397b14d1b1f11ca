package org.softcpt.models.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;

/** What tests of wrong weights share: a folder, and what the user is told of what is in it. */
abstract class SpoiledWeights {

  @TempDir Path folder;

  static JsonNode json(String text) {
    try {
      return Json.mapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void assertRefused(Path path, String... reasons) {
    Exception e =
        assertThrows(
            InvalidInputException.class, () -> ClipWeightFilesGoldenTest.open(path).close());
    for (String reason : reasons) {
      assertTrue(e.getMessage().contains(reason), e.getMessage());
    }
    assertEquals(1, e.getMessage().lines().count(), "one line for the user");
  }
}
