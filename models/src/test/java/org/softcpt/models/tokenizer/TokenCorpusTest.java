package org.softcpt.models.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.softcpt.models.Golden;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;

/**
 * CLIP's vocabulary on more than twenty thousand texts: class names of public datasets, and odd
 * texts of many kinds; what OpenAI's and Hugging Face's code make of them (tools/golden_tokens.py,
 * versions in its first lines). Ids are compared by their CRC-32: exact but for one in four
 * thousand million.
 */
class TokenCorpusTest {

  private static final int CONTEXT = 77;

  private static List<JsonNode> rows;

  /** A row: text, OpenAI's ids, Hugging Face's or -1 if the same, both again when cut to 77. */
  @BeforeAll
  static void read() throws IOException {
    rows = new ArrayList<>();
    try (InputStream in = Files.newInputStream(Golden.path("tokens.jsonl.gz"));
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(in), StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        rows.add(Json.mapper().readTree(line));
      }
    }
    assertTrue(rows.size() >= 20_000, "texts: " + rows.size());
  }

  @Test
  void encodesAsOpenAi() {
    assertAll(ClipTokenizer.clip(TextFlavour.OPENAI), row -> row.get(1).asLong());
  }

  @Test
  void encodesAsHuggingFace() {
    assertAll(
        ClipTokenizer.clip(TextFlavour.HUGGING_FACE),
        row -> row.get(row.get(2).asLong() == -1 ? 1 : 2).asLong());
  }

  @Test
  void cutsOverlongTextsAsOpenAi() throws InvalidInputException {
    assertCuts(ClipTokenizer.clip(TextFlavour.OPENAI), 3);
  }

  @Test
  void cutsOverlongTextsAsHuggingFace() throws InvalidInputException {
    assertCuts(ClipTokenizer.clip(TextFlavour.HUGGING_FACE), 4);
  }

  @Test
  void refusesOverlongTextsUnlessToldToCut() {
    ClipTokenizer tokenizer = ClipTokenizer.clip(TextFlavour.OPENAI);
    SequenceWriter writer = new SequenceWriter(tokenizer, CONTEXT, Overflow.REFUSE);
    int refused = 0;
    for (JsonNode row : rows) {
      String text = row.get(0).asText();
      if (tokenizer.encode(text).length > CONTEXT - 2) {
        assertThrows(InvalidInputException.class, () -> writer.sequence(text));
        refused++;
      }
    }
    assertTrue(refused > 100, "overlong texts: " + refused);
  }

  private static void assertAll(ClipTokenizer tokenizer, ToLongFunction<JsonNode> expected) {
    List<String> wrong = new ArrayList<>();
    for (JsonNode row : rows) {
      String text = row.get(0).asText();
      if (checksum(tokenizer.encode(text)) != expected.applyAsLong(row)) {
        wrong.add(escaped(text));
      }
    }
    assertEquals(List.of(), wrong.subList(0, Math.min(20, wrong.size())), wrong.size() + " differ");
  }

  private static void assertCuts(ClipTokenizer tokenizer, int column) throws InvalidInputException {
    SequenceWriter writer = new SequenceWriter(tokenizer, CONTEXT, Overflow.TRUNCATE);
    List<JsonNode> overlong = rows.stream().filter(row -> row.size() > 3).toList();
    assertTrue(overlong.size() > 100, "overlong texts: " + overlong.size());
    for (JsonNode row : overlong) {
      String text = row.get(0).asText();
      int[] sequence = writer.sequence(text);
      assertEquals(row.get(column).asLong(), checksum(sequence), () -> escaped(text));
    }
  }

  private static long checksum(int[] ids) {
    CRC32 checksum = new CRC32();
    String joined = Arrays.stream(ids).mapToObj(String::valueOf).collect(Collectors.joining(","));
    checksum.update(joined.getBytes(StandardCharsets.US_ASCII));
    return checksum.getValue();
  }

  /** ASCII, for a terminal. */
  private static String escaped(String text) {
    return TextNode.valueOf(text)
        .toString()
        .chars()
        .mapToObj(
            unit ->
                unit < 0x7f && unit >= ' ' ? Character.toString(unit) : "\\u%04x".formatted(unit))
        .collect(Collectors.joining());
  }
}
