package org.softcpt.models.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTextsTest {

  private final ClipTokenizer tokenizer = ClipTokenizer.clip(TextFlavour.OPENAI);
  private final List<String> texts = tokenizer.texts();

  @Test
  void everyTokenHasOne() {
    assertEquals(tokenizer.size(), texts.size());
    assertEquals("<|startoftext|>", texts.get(tokenizer.bos()));
    assertEquals("<|endoftext|>", texts.get(tokenizer.eos()));
  }

  @ParameterizedTest // whole words, words in pieces, characters of two bytes, signs
  @ValueSource(strings = {"photo", "antirrhinum majus", "café", "42!", "it's"})
  void theTextsOfATextsTokensAreTheText(String text) {
    String read =
        Arrays.stream(tokenizer.encode(text))
            .mapToObj(texts::get)
            .map(
                token -> token.endsWith("…") ? token.substring(0, token.length() - 1) : token + " ")
            .collect(Collectors.joining());
    assertEquals(text.replace(" ", ""), read.replace(" ", ""));
  }

  @Test
  void aPieceInsideAWordIsMarked() {
    int[] tokens = tokenizer.encode("antirrhinum");
    assertEquals("…", texts.get(tokens[0]).substring(texts.get(tokens[0]).length() - 1));
  }
}
