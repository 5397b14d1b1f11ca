package org.softcpt.models.tokenizer;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.softcpt.models.io.InvalidInputException;

/**
 * Token ids and merges, checked so that every text can be encoded: each byte is there as a symbol,
 * within and at the end of a word, and so is what each merge makes.
 *
 * @param ids id of each token, 0..n-1 without a gap
 * @param merges pairs of symbols, the first to apply first
 */
record Vocabulary(Map<String, Integer> ids, List<Merge> merges) {

  static final String START = "<|startoftext|>";
  static final String END = "<|endoftext|>";

  /** Two symbols that become one. */
  record Merge(String left, String right) {

    String merged() {
      return left + right;
    }
  }

  Vocabulary {
    ids = Map.copyOf(ids);
    merges = List.copyOf(merges);
  }

  /** Refuses a vocabulary that cannot encode; the file is for the message. */
  Vocabulary checked(Path file) throws InvalidInputException {
    checkIds(file);
    for (String special : List.of(START, END)) {
      require(file, special, "the special token");
    }
    for (int unit = 0; unit < 256; unit++) {
      String symbol = String.valueOf(ByteAlphabet.character(unit));
      require(file, symbol, "byte " + unit + " within a word,");
      require(file, symbol + ByteAlphabet.END_OF_WORD, "byte " + unit + " at a word's end,");
    }
    for (Merge merge : merges) {
      require(
          file, merge.merged(), "the merge of '" + merge.left() + "' and '" + merge.right() + "',");
    }
    return this;
  }

  /** Tokens by id, for people: words as they are written, pieces inside a word with … behind. */
  List<String> texts() {
    String[] texts = new String[ids.size()];
    ids.forEach((token, id) -> texts[id] = text(token));
    return List.of(texts);
  }

  private static String text(String token) {
    if (token.equals(START) || token.equals(END) || !ByteAlphabet.isWritten(stem(token))) {
      return token; // special and added tokens are no bytes
    }
    boolean last = token.endsWith(ByteAlphabet.END_OF_WORD);
    return ByteAlphabet.read(stem(token)) + (last ? "" : "…");
  }

  private static String stem(String token) {
    return token.endsWith(ByteAlphabet.END_OF_WORD)
        ? token.substring(0, token.length() - ByteAlphabet.END_OF_WORD.length())
        : token;
  }

  private void checkIds(Path file) throws InvalidInputException {
    boolean[] seen = new boolean[ids.size()];
    for (Map.Entry<String, Integer> entry : ids.entrySet()) {
      int id = entry.getValue();
      if (id < 0 || id >= seen.length) {
        throw new InvalidInputException(
            "%s: token '%s' has id %d, expected 0..%d (one per token)"
                .formatted(file, entry.getKey(), id, seen.length - 1));
      }
      seen[id] = true;
    }
    int gap = IntStream.range(0, seen.length).filter(id -> !seen[id]).findFirst().orElse(-1);
    if (gap >= 0) {
      throw new InvalidInputException(
          "%s: no token has id %d, so another id is used twice".formatted(file, gap));
    }
  }

  /** Refuses a vocabulary without a token; {@code what} it is goes into the message. */
  void require(Path file, String token, String what) throws InvalidInputException {
    if (!ids.containsKey(token)) {
      throw new InvalidInputException(
          "%s: %s '%s', is not in the vocabulary of %d tokens: not CLIP's kind"
              .formatted(file, what, token, ids.size()));
    }
  }
}
