package org.softcpt.models.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;

/**
 * What Hugging Face's files say besides the vocabulary: added tokens, and how text is cleaned and
 * split, which must be CLIP's way. transformers' {@code CLIPTokenizer} does not even read the
 * latter, other programs do; where the two would differ the file is refused.
 */
final class HuggingFaceSettings {

  private static final String CONFIG = "tokenizer_config.json";
  private static final String SPECIAL = "special_tokens_map.json";

  private static final String WORDS =
      "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+";

  /** With special tokens in front, or as older files have it: both split alike in the end. */
  private static final List<String> PATTERNS =
      List.of("<\\|startoftext\\|>|<\\|endoftext\\|>|" + WORDS, WORDS);

  private HuggingFaceSettings() {}

  static TokenizerSettings read(Path folder) throws IOException {
    Path whole = folder.resolve(VocabularyFiles.WHOLE);
    Map<String, Boolean> normalized = new LinkedHashMap<>();
    if (Files.exists(whole)) {
      JsonNode root = Json.read(whole);
      requireNormalizer(whole, root.path("normalizer"));
      requireSplit(whole, root.path("pre_tokenizer").path("pretokenizers"));
      for (JsonNode token : root.path("added_tokens")) {
        add(whole, token, normalized);
      }
    }
    normalized.putIfAbsent(Vocabulary.START, !Files.exists(whole) && startIsNormalized(folder));
    normalized.putIfAbsent(Vocabulary.END, false);
    for (JsonNode token : optional(folder.resolve(CONFIG)).path("added_tokens_decoder")) {
      add(folder.resolve(CONFIG), token, normalized);
    }
    return new TokenizerSettings(
        TextFlavour.HUGGING_FACE,
        normalized.entrySet().stream()
            .map(token -> new AddedToken(token.getKey(), token.getValue()))
            .toList());
  }

  private static void add(Path file, JsonNode token, Map<String, Boolean> normalized)
      throws InvalidInputException {
    String content = token.path("content").asText();
    if (content.isEmpty() || token.path("single_word").asBoolean()) {
      throw new InvalidInputException(
          "%s: added token %s: expected a content and single_word false".formatted(file, token));
    }
    normalized.put(content, token.path("normalized").asBoolean());
  }

  /** Where the vocabulary lies in two files, transformers takes SOS as these settings have it. */
  private static boolean startIsNormalized(Path folder) throws IOException {
    for (String file : List.of(SPECIAL, CONFIG)) {
      JsonNode token = optional(folder.resolve(file)).path("bos_token");
      if (token.isObject()) {
        return token.path("normalized").asBoolean();
      }
    }
    return false;
  }

  private static JsonNode optional(Path file) throws IOException {
    return Files.exists(file) ? Json.read(file) : Json.mapper().createObjectNode();
  }

  private static void requireNormalizer(Path file, JsonNode found) throws InvalidInputException {
    ArrayNode steps = Json.mapper().createArrayNode();
    steps.addObject().put("type", "NFC");
    steps
        .addObject()
        .put("type", "Replace")
        .put("content", " ")
        .putObject("pattern")
        .put("Regex", "\\s+");
    steps.addObject().put("type", "Lowercase");
    if (!found.path("normalizers").equals(steps)) {
      throw unsupported(file, "normalizer", "NFC, Replace of white space, Lowercase", found);
    }
  }

  private static void requireSplit(Path file, JsonNode steps) throws InvalidInputException {
    JsonNode split = steps.path(0);
    JsonNode bytes = steps.path(1);
    if (steps.size() != 2
        || !PATTERNS.contains(split.path("pattern").path("Regex").asText())
        || !split.path("behavior").asText().equals("Removed")
        || !split.path("invert").asBoolean()
        || !bytes.path("type").asText().equals("ByteLevel")
        || bytes.path("add_prefix_space").asBoolean(true)
        || !bytes.path("use_regex").asBoolean(true)) {
      throw unsupported(file, "pre_tokenizer", "CLIP's Split, then ByteLevel", steps);
    }
  }

  private static InvalidInputException unsupported(
      Path file, String key, String expected, JsonNode found) {
    return new InvalidInputException(
        "%s: %s must be CLIP's (%s), is %s".formatted(file, key, expected, found));
  }
}
