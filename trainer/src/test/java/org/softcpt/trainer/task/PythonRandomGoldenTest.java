package org.softcpt.trainer.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.softcpt.models.io.Json;

/** Values that tools/golden_sampling.py got from CPython 3.11; they must be equal. */
class PythonRandomGoldenTest {

  @Test
  void drawsAsPythonDoes() throws IOException {
    List<String> lines = lines("python-random.jsonl");
    assertEquals(8 * 13, lines.size());
    for (String line : lines) {
      JsonNode golden = Json.mapper().readTree(line);
      PythonRandom random = new PythonRandom(golden.path("seed").longValue());
      List<Integer> items = IntStream.range(0, golden.path("size").intValue()).boxed().toList();
      for (String key : List.of("first", "second")) { // the state goes on
        List<Integer> expected = integers(golden.path(key));
        assertEquals(expected, random.sample(items, expected.size()), line);
      }
    }
  }

  @ParameterizedTest // either branch: 21 items of 5 are copied, 22 are not
  @CsvSource({"21, 5", "22, 5", "85, 6", "86, 6", "1, 1", "13, 13"})
  void aSampleHasDifferentItemsOfTheList(int size, int count) {
    List<Integer> items = IntStream.range(0, size).boxed().toList();
    for (int seed = 0; seed < 50; seed++) {
      List<Integer> drawn = new PythonRandom(seed).sample(items, count);
      assertEquals(count, new HashSet<>(drawn).size(), "seed " + seed);
      assertTrue(items.containsAll(drawn));
    }
  }

  @Test
  void theSignOfASeedIsLostAsInPython() {
    List<Integer> items = IntStream.range(0, 100).boxed().toList();
    assertEquals(new PythonRandom(7).sample(items, 9), new PythonRandom(-7).sample(items, 9));
  }

  static List<String> lines(String name) throws IOException {
    try (InputStream input = PythonRandomGoldenTest.class.getResourceAsStream(name)) {
      return new String(input.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static List<Integer> integers(JsonNode array) {
    List<Integer> values = new ArrayList<>();
    array.forEach(each -> values.add(each.intValue()));
    return values;
  }
}
