package org.softcpt.models.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.softcpt.models.io.AtomicFile;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;

/** Hugging Face's two layouts of a byte-pair vocabulary: one file, or tokens and merges apart. */
final class VocabularyFiles {

  static final String WHOLE = "tokenizer.json";
  static final String TOKENS = "vocab.json";
  static final String MERGES = "merges.txt";
  private static final String VERSION = "#version:";

  private VocabularyFiles() {}

  /** Where both layouts are there, the one file is read, as transformers does. */
  static Vocabulary read(Path folder) throws IOException {
    Path whole = folder.resolve(WHOLE);
    if (Files.exists(whole)) {
      return readWhole(whole);
    }
    return readTwo(folder);
  }

  /** Reads tokens and merges from two files. */
  static Vocabulary readTwo(Path folder) throws IOException {
    Path tokens = folder.resolve(TOKENS);
    Path merges = folder.resolve(MERGES);
    Map<String, Integer> ids = ids(tokens, Json.read(tokens));
    return new Vocabulary(ids, merges(merges, lines(merges))).checked(tokens);
  }

  /** Whether both of the two files are there. */
  static boolean hasTwo(Path folder) {
    return Files.exists(folder.resolve(TOKENS)) && Files.exists(folder.resolve(MERGES));
  }

  static void write(Vocabulary vocabulary, Path folder) throws IOException {
    Map<String, Integer> ordered = new LinkedHashMap<>();
    vocabulary.ids().entrySet().stream()
        .sorted(Comparator.comparing(Map.Entry::getValue))
        .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
    AtomicFile.writeText(folder.resolve(TOKENS), Json.line(ordered) + "\n");
    StringBuilder merges = new StringBuilder(VERSION + " 0.2\n");
    vocabulary
        .merges()
        .forEach(
            merge -> merges.append(merge.left()).append(' ').append(merge.right()).append('\n'));
    AtomicFile.writeText(folder.resolve(MERGES), merges.toString());
  }

  private static Vocabulary readWhole(Path file) throws IOException {
    JsonNode root = Json.read(file);
    JsonNode model = root.path("model");
    require(file, "model.type", "BPE", model.path("type").asText());
    require(
        file,
        "model.end_of_word_suffix",
        ByteAlphabet.END_OF_WORD,
        model.path("end_of_word_suffix").asText());
    Map<String, Integer> ids = new HashMap<>(ids(file, model.path("vocab")));
    for (JsonNode added : root.path("added_tokens")) {
      ids.put(added.path("content").asText(), id(file, "added_tokens", added.path("id")));
    }
    List<String> merges = new ArrayList<>();
    for (JsonNode merge : model.path("merges")) { // a pair since tokenizers 0.20, text before
      merges.add(
          merge.isArray() ? merge.path(0).asText() + " " + merge.path(1).asText() : merge.asText());
    }
    return new Vocabulary(ids, merges(file, merges)).checked(file);
  }

  private static void require(Path file, String key, String expected, String found)
      throws InvalidInputException {
    if (!found.equals(expected)) {
      throw new InvalidInputException(
          "%s: %s must be '%s' for CLIP, is '%s'".formatted(file, key, expected, found));
    }
  }

  private static Map<String, Integer> ids(Path file, JsonNode node) throws InvalidInputException {
    if (!node.isObject()) {
      throw new InvalidInputException(file + ": expected an object of token ids");
    }
    Map<String, Integer> ids = new HashMap<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      ids.put(field.getKey(), id(file, field.getKey(), field.getValue()));
    }
    return ids;
  }

  private static int id(Path file, String token, JsonNode node) throws InvalidInputException {
    if (!node.isInt()) {
      throw new InvalidInputException(
          "%s: the id of token '%s' must be a whole number, is %s".formatted(file, token, node));
    }
    return node.intValue();
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      List<String> lines = Files.readString(file).lines().toList();
      boolean versioned = !lines.isEmpty() && lines.get(0).startsWith(VERSION);
      return versioned ? lines.subList(1, lines.size()) : lines;
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(file + ": not UTF-8 text", e);
    }
  }

  /** Parses merges, one a line. */
  static List<Vocabulary.Merge> merges(Path file, List<String> lines) throws InvalidInputException {
    List<Vocabulary.Merge> merges = new ArrayList<>();
    for (String line : lines) {
      String[] symbols = line.split(" ", -1);
      if (symbols.length != 2 || symbols[0].isEmpty() || symbols[1].isEmpty()) {
        throw new InvalidInputException(
            "%s: merge %d must be two symbols with a space between, is '%s'"
                .formatted(file, merges.size() + 1, line));
      }
      merges.add(new Vocabulary.Merge(symbols[0], symbols[1]));
    }
    return merges;
  }
}
