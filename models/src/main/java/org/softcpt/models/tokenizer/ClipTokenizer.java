package org.softcpt.models.tokenizer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.softcpt.models.io.InvalidInputException;

/**
 * Text to token ids, as OpenAI's CLIP or Hugging Face's {@code CLIPTokenizer} do it. They differ:
 * see {@link TextFlavour}. Safe for concurrent use.
 */
public final class ClipTokenizer {

  /** Words remembered; a vocabulary of class names fits many times, a hostile stream does not. */
  private static final int CACHED_WORDS = 1 << 16;

  private final Vocabulary vocabulary;
  private final TokenizerSettings settings;
  private final WordSplitter splitter;
  private final AddedTokens rawTokens;
  private final AddedTokens normalizedTokens;
  private final BytePairMerger merger;
  private final Map<String, int[]> words = new ConcurrentHashMap<>();
  private final int bos;
  private final int eos;

  ClipTokenizer(Vocabulary vocabulary, TokenizerSettings settings) {
    this.vocabulary = vocabulary;
    this.settings = settings;
    merger = new BytePairMerger(vocabulary.merges());
    splitter = new WordSplitter(settings.flavour());
    rawTokens = AddedTokens.raw(settings.addedTokens());
    normalizedTokens = AddedTokens.normalized(settings.addedTokens(), settings.flavour());
    bos = id(Vocabulary.START);
    eos = id(Vocabulary.END);
    if (settings.flavour() == TextFlavour.OPENAI) {
      words.put(Vocabulary.START, new int[] {bos}); // never split
      words.put(Vocabulary.END, new int[] {eos});
    }
  }

  /**
   * Reads a tokenizer. What {@link #write} wrote says whose rules it follows; {@code
   * tokenizer.json}, or {@code vocab.json} with {@code merges.txt}, follow Hugging Face's, {@code
   * bpe_simple_vocab_16e6.txt.gz} OpenAI's. The first of these that is there counts.
   *
   * @param folder holds one of them
   * @return the tokenizer
   * @throws InvalidInputException if the files are missing, broken, or not of CLIP's kind
   * @throws IOException if reading fails
   */
  public static ClipTokenizer open(Path folder) throws IOException {
    return TokenizerFiles.read(folder);
  }

  /**
   * CLIP's own tokenizer, for weights that come without one.
   *
   * @param flavour whose rules it follows
   * @return the tokenizer, 49,408 tokens
   */
  public static ClipTokenizer clip(TextFlavour flavour) {
    return new ClipTokenizer(PublishedMerges.embedded(), TokenizerSettings.of(flavour));
  }

  /**
   * The same vocabulary under a flavour's plain rules.
   *
   * @param flavour whose rules to follow
   * @return this tokenizer if it follows them already
   */
  public ClipTokenizer withFlavour(TextFlavour flavour) {
    return flavour == settings.flavour()
        ? this
        : new ClipTokenizer(vocabulary, TokenizerSettings.of(flavour));
  }

  /**
   * Whose rules it follows.
   *
   * @return the flavour
   */
  public TextFlavour flavour() {
    return settings.flavour();
  }

  /**
   * Encodes text.
   *
   * @param text any text; may be empty
   * @return token ids without SOS and EOT; a new array
   */
  public int[] encode(String text) {
    IntStream.Builder ids = IntStream.builder();
    Consumer<String> tokens = token -> ids.add(id(token));
    Consumer<String> splitting = clean -> splitter.split(clean, word -> addWord(word, ids));
    rawTokens.split(
        text,
        tokens,
        raw -> normalizedTokens.split(settings.flavour().clean(raw), tokens, splitting));
    return ids.build().toArray();
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
   * Says what tokens are, for people.
   *
   * @return by id: words as they are written, pieces that no word ends with followed by {@code …};
   *     bytes that are no text alone as U+FFFD
   */
  public List<String> texts() {
    return vocabulary.texts();
  }

  /**
   * Writes {@code vocab.json}, {@code merges.txt} and {@code settings.json}. Equal tokenizers give
   * equal bytes, whatever layout they were read from.
   *
   * @param folder made if missing
   * @throws IOException if writing fails
   */
  public void write(Path folder) throws IOException {
    TokenizerFiles.write(vocabulary, settings, folder);
  }

  private void addWord(String word, IntStream.Builder ids) {
    for (int id : word(word)) {
      ids.add(id);
    }
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
