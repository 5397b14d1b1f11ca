package org.softcpt.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.softcpt.models.config.TextConfig;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;
import org.softcpt.models.tokenizer.ClipTokenizer;

/**
 * A small tokenizer stretched to a large vocabulary: its own tokens first, then entries that no
 * text yields, then SOS and EOT at the ids the architecture wants. For random weights, whose token
 * embeddings mean nothing anyway.
 */
final class FilledTokenizer {

  private static final String VOCABULARY = "vocab.json";
  private static final String MERGES = "merges.txt";
  private static final String START = "<|startoftext|>";
  private static final String END = "<|endoftext|>";

  private FilledTokenizer() {}

  /**
   * Stretches a tokenizer.
   *
   * @param small its vocabulary must be smaller than the architecture's
   * @param text says how many tokens there are and which are SOS and EOT
   * @param work an empty folder for its files
   * @throws InvalidInputException if the small vocabulary is the larger one
   */
  static ClipTokenizer of(ClipTokenizer small, TextConfig text, Path work) throws IOException {
    Path source = Files.createDirectories(work.resolve("small"));
    Path target = Files.createDirectories(work.resolve("filled"));
    small.write(source);
    Files.copy(source.resolve(MERGES), target.resolve(MERGES));
    Map<String, Integer> ids = fill(ordered(Json.read(source.resolve(VOCABULARY))), text);
    Json.write(target.resolve(VOCABULARY), ids);
    return ClipTokenizer.open(target);
  }

  private static Map<String, Integer> ordered(JsonNode vocabulary) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    vocabulary.fieldNames().forEachRemaining(token -> ids.put(token, ids.size()));
    return ids;
  }

  private static Map<String, Integer> fill(Map<String, Integer> small, TextConfig text)
      throws InvalidInputException {
    Map<String, Integer> ids = new LinkedHashMap<>();
    for (String token : small.keySet()) {
      if (!token.equals(START) && !token.equals(END)) {
        ids.put(token, ids.size());
      }
    }
    if (ids.size() > Math.min(text.bosToken(), text.eosToken())) {
      throw new InvalidInputException(
          "tokenizer: expected fewer than %d tokens, found %d"
              .formatted(text.vocabSize(), small.size()));
    }
    for (int id = ids.size(); id < text.vocabSize(); id++) {
      ids.put(
          id == text.bosToken() ? START : id == text.eosToken() ? END : "<|unused" + id + "|>", id);
    }
    return ids;
  }
}
