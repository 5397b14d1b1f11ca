package org.softcpt.models.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.softcpt.models.Golden;
import org.softcpt.models.tokenizer.Vocabulary.Merge;

class ClipTokenizerTest {

  private static ClipTokenizer tokenizer;

  @TempDir Path folder;

  @BeforeAll
  static void open() throws IOException {
    tokenizer = ClipTokenizer.open(Golden.path("small-vocabulary"));
  }

  @ParameterizedTest // left and right read alike once cleaned; the entities only OpenAI replaces
  @CsvSource({
    "'A  Red\tCircle ', a red circle",
    "bread &amp; butter, bread & butter",
    "bread &amp;amp; butter, bread & butter",
    "cr&egrave;me br&ucirc;l&eacute;e, crème brûlée",
    "caf&#233; caf&#xE9;, café café",
    "cafe\u0301, café"
  })
  void cleansBeforeItSplits(String text, String same) {
    assertArrayEquals(tokenizer.encode(same), tokenizer.encode(text));
  }

  @Test // as in Python: the sigma at a word's end has a form of its own
  void finalSigmaIsLowerCasedAsSuch() {
    assertEquals("οδο\u03c2", TextCleaner.clean("ΟΔΟΣ"));
  }

  @Test
  void wordsAreEncodedOneByOne() {
    int[] together = tokenizer.encode("a red circle.");
    List<String> words = List.of("a", "red", "circle", ".");
    int[] apart =
        words.stream().flatMapToInt(word -> Arrays.stream(tokenizer.encode(word))).toArray();
    assertArrayEquals(apart, together);
  }

  @Test
  void specialTokensStandForThemselves() {
    int[] expected = {tokenizer.bos(), tokenizer.eos()};
    assertArrayEquals(expected, tokenizer.encode("<|startoftext|> <|ENDOFTEXT|>"));
  }

  @Test // the vocabulary holds every byte: nothing is unknown, whatever the text
  void anyTextCanBeEncoded() {
    Random random = new Random(3);
    for (int trial = 0; trial < 200; trial++) {
      StringBuilder text = new StringBuilder();
      random.ints(50, 0, Character.MAX_CODE_POINT + 1).forEach(text::appendCodePoint);
      for (int id : tokenizer.encode(text.toString())) {
        assertEquals(id, Math.min(Math.max(id, 0), tokenizer.size() - 1));
      }
    }
  }

  @Test
  void isTheSameFromManyThreads() {
    int[] expected = tokenizer.encode("two green squares");
    IntStream.range(0, 64)
        .parallel()
        .forEach(i -> assertArrayEquals(expected, tokenizer.encode("two green squares")));
  }

  @Test
  void canonicalCopiesAreEqualWhateverLayoutWasRead() throws IOException {
    Path fromTwo = folder.resolve("two");
    Path fromOne = folder.resolve("one");
    tokenizer.write(fromTwo);
    ClipTokenizer.open(Golden.path("tiny-clip")).write(fromOne);
    for (String file : List.of("vocab.json", "merges.txt")) {
      byte[] expected = Files.readAllBytes(Golden.path("small-vocabulary").resolve(file));
      assertArrayEquals(expected, Files.readAllBytes(fromTwo.resolve(file)), file);
      assertArrayEquals(expected, Files.readAllBytes(fromOne.resolve(file)), file);
    }
  }

  @Test
  void mergesTheLowestRankFirst() {
    Merge ab = new Merge("a", "b");
    Merge bc = new Merge("b", "c</w>");
    assertEquals(List.of("ab", "c</w>"), new BytePairMerger(List.of(ab, bc)).split("abc"));
    assertEquals(List.of("a", "bc</w>"), new BytePairMerger(List.of(bc, ab)).split("abc"));
  }

  @Test
  void mergesEveryOccurrenceFromTheLeft() {
    BytePairMerger merger = new BytePairMerger(List.of(new Merge("a", "a")));
    assertEquals(List.of("aa", "aa", "a</w>"), merger.split("aaaaa"));
    assertEquals(List.of("aa", "a", "b", "a</w>"), merger.split("aaaba"));
  }

  @Test
  void bytesHaveTheirOwnCharacters() { // from OpenAI's table: space, newline, A, é's two bytes
    assertEquals("\u0120\u010aA\u00c3\u00a9", ByteAlphabet.write(" \nAé"));
    long different = IntStream.range(0, 256).map(ByteAlphabet::character).distinct().count();
    assertEquals(256, different);
  }
}
