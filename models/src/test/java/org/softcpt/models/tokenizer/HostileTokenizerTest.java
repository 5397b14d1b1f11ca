package org.softcpt.models.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.models.Golden;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;

/** Broken tokenizer files, each a good one with one thing wrong. */
class HostileTokenizerTest {

  @TempDir Path folder;

  @BeforeEach
  void copyGoodFiles() throws IOException {
    for (String name : new String[] {"vocab.json", "merges.txt"}) {
      Files.copy(Golden.path("small-vocabulary").resolve(name), folder.resolve(name));
    }
  }

  @Test
  void noFilesAreNamed() throws IOException {
    Files.delete(folder.resolve("merges.txt"));
    assertRefused(folder + ": no tokenizer: expected tokenizer.json, or vocab.json and merges.txt");
  }

  @Test
  void theVersionLineMayBeMissing() throws IOException {
    String merges = Files.readString(folder.resolve("merges.txt"));
    write("merges.txt", merges.substring(merges.indexOf('\n') + 1));
    assertEquals(634, ClipTokenizer.open(folder).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a b c", "a  b", "", " b", "a "})
  void aMergeIsTwoSymbols(String line) throws IOException {
    write("merges.txt", "#version: 0.2\nt h\n" + line + "\nh e\n");
    assertRefused("merge 2 must be two symbols with a space between, is '" + line + "'");
  }

  @Test
  void aMergeMakesATokenOfTheVocabulary() throws IOException {
    write("merges.txt", "q q\n");
    assertRefused("the merge of 'q' and 'q', 'qq', is not in the vocabulary of 634 tokens");
  }

  @Test
  void mergesAreUtf8() throws IOException {
    Files.write(folder.resolve("merges.txt"), new byte[] {'a', ' ', (byte) 0xff});
    assertRefused("merges.txt: not UTF-8 text");
  }

  @Test
  void idsAreWholeNumbersWithoutGapOrDouble() throws IOException {
    changeVocabulary(vocabulary -> vocabulary.put("!", "0"));
    assertRefused("vocab.json: the id of token '!' must be a whole number, is \"0\"");
    changeVocabulary(vocabulary -> vocabulary.put("!", -1));
    assertRefused("token '!' has id -1, expected 0..633");
    changeVocabulary(vocabulary -> vocabulary.put("!", 634));
    assertRefused("token '!' has id 634, expected 0..633");
    changeVocabulary(vocabulary -> vocabulary.put("!", 1));
    assertRefused("no token has id 0, so another id is used twice");
  }

  @Test
  void noTokenIsThereTwice() throws IOException {
    write("vocab.json", "{\"a\":0,\"a\":1}");
    assertRefused("vocab.json: not valid JSON for this file");
  }

  @Test
  void everyByteAndSpecialTokenIsThere() throws IOException {
    rename("<|endoftext|>", "</s>");
    assertRefused("the special token '<|endoftext|>', is not in the vocabulary");
    rename("Ġ</w>", "other");
    assertRefused("byte 32 at a word's end, 'Ġ</w>', is not in the vocabulary");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "\"x\"", "1", "null", ""})
  void aVocabularyIsAnObject(String json) throws IOException {
    write("vocab.json", json);
    assertRefused("vocab.json: ");
  }

  @Test
  void anotherKindOfTokenizerIsRefused() throws IOException {
    write("tokenizer.json", "{\"model\":{\"type\":\"Unigram\"}}");
    assertRefused("tokenizer.json: model.type must be 'BPE' for CLIP, is 'Unigram'");
    write("tokenizer.json", "{\"model\":{\"type\":\"BPE\",\"end_of_word_suffix\":null}}");
    assertRefused("tokenizer.json: model.end_of_word_suffix must be '</w>' for CLIP, is 'null'");
    write("tokenizer.json", "{\"model\":{\"type\":\"BPE\",\"end_of_word_suffix\":\"</w>\"}}");
    assertRefused("tokenizer.json: expected an object of token ids");
    write("tokenizer.json", "not json");
    assertRefused("tokenizer.json: not valid JSON");
  }

  private void changeVocabulary(Consumer<ObjectNode> change) throws IOException {
    Path good = Golden.path("small-vocabulary").resolve("vocab.json");
    ObjectNode vocabulary = (ObjectNode) Json.read(good);
    change.accept(vocabulary);
    Json.write(folder.resolve("vocab.json"), vocabulary);
  }

  private void rename(String token, String other) throws IOException {
    changeVocabulary(vocabulary -> vocabulary.set(other, vocabulary.remove(token)));
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }

  private void assertRefused(String reason) {
    Exception e = assertThrows(InvalidInputException.class, () -> ClipTokenizer.open(folder));
    assertTrue(e.getMessage().contains(reason), e.getMessage());
    assertTrue(e.getMessage().startsWith(folder.toString()), e.getMessage());
  }
}
