package org.softcpt.models.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.Golden;
import org.softcpt.models.io.InvalidInputException;

class PublishedMergesTest {

  @TempDir Path folder;

  @Test
  void theEmbeddedVocabularyIsClips() {
    ClipTokenizer clip = ClipTokenizer.clip(TextFlavour.OPENAI);
    assertEquals(49408, clip.size());
    assertEquals(49406, clip.bos());
    assertEquals(49407, clip.eos());
    assertArrayEquals(new int[] {320, 1125, 539, 320, 2368, 269}, clip.encode("a photo of a cat."));
  }

  @Test // ids counted from the merges against ids written down
  void allThreeLayoutsAreTheSameVocabulary() throws IOException {
    Path shared = Golden.shared("data/tokenizer");
    Vocabulary counted = PublishedMerges.read(shared.resolve(PublishedMerges.FILE));
    assertEquals(VocabularyFiles.readTwo(shared), counted);
    assertEquals(counted, PublishedMerges.embedded());
  }

  @Test
  void aFolderWithOpenAisFileFollowsOpenAi() throws IOException {
    Path published = Golden.shared("data/tokenizer").resolve(PublishedMerges.FILE);
    Files.copy(published, folder.resolve(PublishedMerges.FILE));
    ClipTokenizer tokenizer = ClipTokenizer.open(folder);
    assertEquals(TextFlavour.OPENAI, tokenizer.flavour());
    assertArrayEquals(tokenizer.encode("AT&T"), tokenizer.encode("AT&amp;T"));
  }

  @Test
  void refusesWhatIsNotGzip() throws IOException {
    Files.writeString(folder.resolve(PublishedMerges.FILE), "#version\na b\n");
    assertRefused("expected a whole gzip file");
  }

  @Test
  void refusesATruncatedFile() throws IOException {
    byte[] whole = packed("#version\na b\n".repeat(1000).getBytes(StandardCharsets.US_ASCII));
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    Files.write(folder.resolve(PublishedMerges.FILE), half);
    assertRefused("expected a whole gzip file");
  }

  @Test
  void refusesTooFewMerges() throws IOException {
    write("#version\na b\n".getBytes(StandardCharsets.US_ASCII));
    assertRefused("expected a heading and 48894 merges, found 1");
  }

  @Test
  void refusesWhatUnpacksWithoutEnd() throws IOException {
    write(new byte[(1 << 26) + 1]);
    assertRefused("expected at most 67108864 bytes unpacked, found more");
  }

  @Test
  void refusesOtherEncodings() throws IOException {
    write(new byte[] {'#', '\n', 'a', ' ', (byte) 0xff});
    assertRefused("not UTF-8 text");
  }

  @Test
  void refusesAMergeThatIsMadeTwice() throws IOException {
    write(("#version\n" + "a b\n".repeat(48_894)).getBytes(StandardCharsets.US_ASCII));
    assertRefused("token ");
  }

  private void write(byte[] content) throws IOException {
    Files.write(folder.resolve(PublishedMerges.FILE), packed(content));
  }

  private static byte[] packed(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packing = new GZIPOutputStream(bytes)) {
      packing.write(content);
    }
    return bytes.toByteArray();
  }

  private void assertRefused(String reason) {
    Exception e = assertThrows(InvalidInputException.class, () -> ClipTokenizer.open(folder));
    assertTrue(e.getMessage().contains(reason), e.getMessage());
    assertTrue(e.getMessage().startsWith(folder.toString()), e.getMessage());
  }
}
