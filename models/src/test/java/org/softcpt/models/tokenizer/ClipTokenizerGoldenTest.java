package org.softcpt.models.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.softcpt.models.Golden;
import org.softcpt.models.io.Json;

/**
 * Ids that Hugging Face's CLIPTokenizer (transformers 5.23.0, tokenizers 0.23.3) gives to some five
 * hundred texts: class names of published benchmarks, odd ones by hand, random ones from many
 * scripts (tools/golden_models.py).
 */
class ClipTokenizerGoldenTest {

  @Test
  void encodesAsHuggingFaceWithClipsVocabulary() throws IOException {
    ClipTokenizer tokenizer = ClipTokenizer.open(Golden.shared("data/tokenizer"));
    assertEquals(49408, tokenizer.size());
    assertEquals(49406, tokenizer.bos());
    assertEquals(49407, tokenizer.eos());
    assertEncodes(tokenizer, Golden.path("clip-vocabulary-ids.json"));
  }

  @Test
  void encodesAsHuggingFaceWithASmallVocabularyInTwoFiles() throws IOException {
    ClipTokenizer tokenizer = ClipTokenizer.open(Golden.path("small-vocabulary"));
    assertEncodes(tokenizer, Golden.path("small-vocabulary-ids.json"));
  }

  @Test
  void encodesAsHuggingFaceWithASmallVocabularyInOneFile() throws IOException {
    ClipTokenizer tokenizer = ClipTokenizer.open(Golden.path("tiny-clip"));
    assertEncodes(tokenizer, Golden.path("small-vocabulary-ids.json"));
  }

  private static void assertEncodes(ClipTokenizer tokenizer, Path golden) throws IOException {
    JsonNode rows = Json.read(golden);
    assertTrue(rows.size() > 400, "texts: " + rows.size());
    for (JsonNode row : rows) {
      String text = row.path("text").asText();
      int[] expected = Json.mapper().convertValue(row.path("ids"), int[].class);
      assertArrayEquals(expected, tokenizer.encode(text), () -> row.path("text").toString());
    }
  }
}
