package org.softcpt.models.tokenizer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.softcpt.models.io.InvalidInputException;

/**
 * CLIP's vocabulary as OpenAI publishes it: compressed lines of merges after a line of heading. Ids
 * are not written down but counted: bytes, bytes at a word's end, what each merge makes, two
 * special tokens.
 */
final class PublishedMerges {

  static final String FILE = "bpe_simple_vocab_16e6.txt.gz";

  /**
   * 49,408 tokens less 2 · 256 bytes and two special tokens; the file's further merges are unused.
   */
  private static final int COUNT = 48_894;

  /** The published file has 3 MB; a hostile one would unpack without end. */
  private static final int LARGEST = 1 << 26;

  private PublishedMerges() {}

  static Vocabulary read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return vocabulary(file, in);
    }
  }

  /** The one this module carries; its licence lies beside it. */
  static Vocabulary embedded() {
    String name = "clip-merges.txt.gz";
    try (InputStream in = PublishedMerges.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the build");
      }
      return vocabulary(Path.of(name), in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Vocabulary vocabulary(Path file, InputStream in) throws IOException {
    List<String> lines = unpacked(file, in).lines().skip(1).limit(COUNT).toList();
    if (lines.size() < COUNT) {
      throw new InvalidInputException(
          "%s: expected a heading and %d merges, found %d".formatted(file, COUNT, lines.size()));
    }
    List<Vocabulary.Merge> merges = VocabularyFiles.merges(file, lines);
    return new Vocabulary(ids(merges), merges).checked(file);
  }

  private static Map<String, Integer> ids(List<Vocabulary.Merge> merges) {
    List<String> tokens = new ArrayList<>(ByteAlphabet.inOrder());
    ByteAlphabet.inOrder().forEach(symbol -> tokens.add(symbol + ByteAlphabet.END_OF_WORD));
    merges.forEach(merge -> tokens.add(merge.merged()));
    tokens.addAll(List.of(Vocabulary.START, Vocabulary.END));
    Map<String, Integer> ids = new HashMap<>();
    for (int id = 0; id < tokens.size(); id++) {
      ids.put(tokens.get(id), id); // a token made twice leaves a gap, which is refused
    }
    return ids;
  }

  private static String unpacked(Path file, InputStream in) throws IOException {
    try (GZIPInputStream unpacking = new GZIPInputStream(in)) {
      byte[] content = unpacking.readNBytes(LARGEST + 1);
      if (content.length > LARGEST) {
        throw new InvalidInputException(
            "%s: expected at most %d bytes unpacked, found more".formatted(file, LARGEST));
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (ZipException | EOFException e) {
      throw new InvalidInputException(file + ": expected a whole gzip file: " + e.getMessage(), e);
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(file + ": not UTF-8 text", e);
    }
  }
}
