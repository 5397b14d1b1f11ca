package org.softcpt.models.tokenizer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Merges a word's symbols, pair by pair, the pair of the lowest rank first. */
final class BytePairMerger {

  private final Map<Vocabulary.Merge, Integer> ranks = new HashMap<>();

  BytePairMerger(List<Vocabulary.Merge> merges) {
    for (Vocabulary.Merge merge : merges) {
      ranks.putIfAbsent(merge, ranks.size());
    }
  }

  /** Splits a word, written in the byte alphabet and not empty, into symbols of the vocabulary. */
  List<String> split(String word) {
    List<String> symbols = symbols(word);
    for (Vocabulary.@Nullable Merge best = best(symbols); best != null; best = best(symbols)) {
      symbols = merge(symbols, best);
    }
    return symbols;
  }

  private static List<String> symbols(String word) {
    List<String> symbols = new ArrayList<>();
    for (int i = 0; i < word.length(); i++) {
      symbols.add(word.substring(i, i + 1));
    }
    symbols.set(word.length() - 1, symbols.get(word.length() - 1) + ByteAlphabet.END_OF_WORD);
    return symbols;
  }

  private Vocabulary.@Nullable Merge best(List<String> symbols) {
    Vocabulary.@Nullable Merge best = null;
    int bestRank = Integer.MAX_VALUE;
    for (int i = 0; i + 1 < symbols.size(); i++) {
      Vocabulary.Merge pair = new Vocabulary.Merge(symbols.get(i), symbols.get(i + 1));
      int rank = ranks.getOrDefault(pair, Integer.MAX_VALUE);
      if (rank < bestRank) {
        best = pair;
        bestRank = rank;
      }
    }
    return best;
  }

  /** Merges every occurrence, from the left. */
  private static List<String> merge(List<String> symbols, Vocabulary.Merge pair) {
    List<String> merged = new ArrayList<>(symbols.size());
    for (int i = 0; i < symbols.size(); i++) {
      boolean here =
          i + 1 < symbols.size()
              && symbols.get(i).equals(pair.left())
              && symbols.get(i + 1).equals(pair.right());
      merged.add(here ? pair.merged() : symbols.get(i));
      if (here) {
        i++;
      }
    }
    return merged;
  }
}
