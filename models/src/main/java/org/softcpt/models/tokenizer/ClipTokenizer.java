package org.softcpt.models.tokenizer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.softcpt.models.io.InvalidInputException;

/**
 * Text to token ids as OpenAI's CLIP and Hugging Face's {@code CLIPTokenizer} do it.
 *
 * <p>Out of reach are the repairs that OpenAI's code leaves to the Python package <i>ftfy</i>
 * (wrongly decoded text, curly quotes made straight, full-width letters made narrow); Hugging Face
 * does not do them either. Like OpenAI's code and unlike Hugging Face's, HTML character references
 * are replaced and a final sigma is lower-cased as such.
 *
 * <p>Safe for concurrent use.
 */
public final class ClipTokenizer {

  private static final Pattern WORD =
      Pattern.compile(
          "<\\|startoftext\\|>|<\\|endoftext\\|>|'s|'t|'re|'ve|'m|'ll|'d"
              + "|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

  /** Words remembered; a vocabulary of class names fits many times, a hostile stream does not. */
  private static final int CACHED_WORDS = 1 << 16;

  private final Vocabulary vocabulary;
  private final BytePairMerger merger;
  private final Map<String, int[]> words = new ConcurrentHashMap<>();
  private final int bos;
  private final int eos;

  private ClipTokenizer(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    merger = new BytePairMerger(vocabulary.merges());
    bos = id(Vocabulary.START);
    eos = id(Vocabulary.END);
    words.put(Vocabulary.START, new int[] {bos}); // never split
    words.put(Vocabulary.END, new int[] {eos});
  }

  /**
   * Reads a tokenizer.
   *
   * @param folder holds {@code tokenizer.json}, or {@code vocab.json} and {@code merges.txt}
   * @return the tokenizer
   * @throws InvalidInputException if the files are missing, broken, or not of CLIP's kind
   * @throws IOException if reading fails
   */
  public static ClipTokenizer open(Path folder) throws IOException {
    return new ClipTokenizer(VocabularyFiles.read(folder));
  }

  /**
   * Encodes text.
   *
   * @param text any text; may be empty
   * @return token ids without SOS and EOT; a new array
   */
  public int[] encode(String text) {
    return WORD.matcher(TextCleaner.clean(text))
        .results()
        .map(MatchResult::group)
        .flatMapToInt(word -> IntStream.of(word(word)))
        .toArray();
  }

  /**
   * Id of SOS, which starts every sequence.
   *
   * @return id of {@code <|startoftext|>}
   */
  public int bos() {
    return bos;
  }

  /**
   * Id of EOT, at whose position a text's feature is read.
   *
   * @return id of {@code <|endoftext|>}
   */
  public int eos() {
    return eos;
  }

  /**
   * Counts the tokens.
   *
   * @return one more than the largest id
   */
  public int size() {
    return vocabulary.ids().size();
  }

  /**
   * Writes {@code vocab.json} and {@code merges.txt}. Equal vocabularies give equal bytes, whatever
   * layout they were read from.
   *
   * @param folder made if missing
   * @throws IOException if writing fails
   */
  public void write(Path folder) throws IOException {
    VocabularyFiles.write(vocabulary, folder);
  }

  private int[] word(String word) {
    int[] known = words.get(word);
    if (known != null) {
      return known;
    }
    int[] ids = merger.split(ByteAlphabet.write(word)).stream().mapToInt(this::id).toArray();
    if (words.size() < CACHED_WORDS) {
      words.put(word, ids);
    }
    return ids;
  }

  /** Never unknown: the vocabulary was checked to hold every symbol that merging can make. */
  private int id(String token) {
    return vocabulary.ids().get(token);
  }
}
