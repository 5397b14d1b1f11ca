package org.softcpt.models.io;

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
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {

  @TempDir Path folder;

  record Sizes(String name, int width, List<Double> mean) {
    Sizes {
      if (width < 1) {
        throw new IllegalArgumentException("width must be positive, is " + width);
      }
    }
  }

  @Test
  void recordsReturnFromTheirFile() throws IOException {
    Path file = folder.resolve("sizes.json");
    Sizes sizes = new Sizes("größe", 7, List.of(0.1, 2.0));
    Json.write(file, sizes);
    assertEquals(sizes, Json.read(file, Sizes.class));
    assertEquals("{\"name\":\"größe\",\"width\":7,\"mean\":[0.1,2.0]}", Json.line(sizes));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          '' | No content to map
          null | expected a JSON object, found null
          { | at line 1
          {"width":1} {} | Trailing token
          {"width":1,"width":2} | Duplicate field 'width'
          {"width":0} | width must be positive, is 0
          {"width":1,"height":2} | Unrecognized field "height"
          {"width":"x"} | at line 1
          """)
  void aBadFileIsNamedWithTheReason(String json, String reason) throws IOException {
    Path file = Files.writeString(folder.resolve("bad.json"), json);
    assertRefused(file, reason);
  }

  @Test
  void aFileThatIsNotUtf8IsNamed() throws IOException {
    byte[] latin = "{\"name\":\"größe\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertRefused(Files.write(folder.resolve("latin.json"), latin), "UTF-8");
  }

  @Test
  void aMissingFileIsNamed() {
    assertRefused(folder.resolve("none.json"), "no such file");
  }

  private static void assertRefused(Path file, String reason) {
    Exception e = assertThrows(InvalidInputException.class, () -> Json.read(file, Sizes.class));
    assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
    assertTrue(e.getMessage().contains(reason), e.getMessage());
    assertEquals(1, e.getMessage().lines().count(), "one line for the user");
  }
}
