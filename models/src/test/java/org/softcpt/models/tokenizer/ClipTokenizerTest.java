package org.softcpt.models.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

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

  @ParameterizedTest // left and right read alike once cleaned, whatever the flavour
  @CsvSource({"'A  Red\tCircle ', a red circle", "cafe\u0301, café", "\u00c9T\u00c9, été"})
  void cleansBeforeItSplits(String text, String same) {
    assertArrayEquals(tokenizer.encode(same), tokenizer.encode(text));
    assertArrayEquals(openAi().encode(same), openAi().encode(text));
  }

  @ParameterizedTest // only OpenAI's repairs text
  @CsvSource({
    "bread &amp; butter, bread & butter",
    "bread &amp;amp; butter, bread & butter",
    "cr&egrave;me br&ucirc;l&eacute;e, crème brûlée",
    "caf&#233; caf&#xE9;, café café",
    "caf\u00c3\u00a9, café",
    "the dog\u2019s, the dog's",
    "\ufb01ve \uff2f, five o"
  })
  void openAisRepairsText(String text, String same) {
    assertArrayEquals(openAi().encode(same), openAi().encode(text));
    assertFalse(Arrays.equals(tokenizer.encode(same), tokenizer.encode(text)));
  }

  @Test // as in Python: the sigma at a word's end has a form of its own
  void finalSigmaIsOpenAisAlone() {
    assertEquals("οδο\u03c2", TextFlavour.OPENAI.clean("ΟΔΟΣ"));
    assertEquals("οδοσ", TextFlavour.HUGGING_FACE.clean("ΟΔΟΣ"));
  }

  @Test
  void theFolderSaysTheFlavour() throws IOException {
    assertEquals(TextFlavour.HUGGING_FACE, tokenizer.flavour());
    openAi().write(folder);
    assertEquals(TextFlavour.OPENAI, ClipTokenizer.open(folder).flavour());
    tokenizer.write(folder);
    assertEquals(TextFlavour.HUGGING_FACE, ClipTokenizer.open(folder).flavour());
    assertSame(tokenizer, tokenizer.withFlavour(TextFlavour.HUGGING_FACE));
  }

  private static ClipTokenizer openAi() {
    return tokenizer.withFlavour(TextFlavour.OPENAI);
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
    assertArrayEquals(expected, tokenizer.encode("<|startoftext|> <|endoftext|>"));
    assertArrayEquals(expected, openAi().encode("<|startoftext|> <|ENDOFTEXT|>"));
    assertEquals(
        tokenizer.encode("<| endoftext |>").length, tokenizer.encode("<|ENDOFTEXT|>").length);
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
    for (String file : List.of("vocab.json", "merges.txt", "settings.json")) {
      Path original = Golden.path("small-vocabulary").resolve(file);
      byte[] expected =
          Files.readAllBytes(Files.exists(original) ? original : fromTwo.resolve(file));
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
