package org.softcpt.models.tokenizer;

import java.util.Arrays;
import org.softcpt.models.io.InvalidInputException;

/**
 * Writes texts as the text encoder takes them: SOS, tokens, EOT.
 *
 * @param tokenizer turns text into tokens
 * @param contextLength places of a sequence, 77 for OpenAI's models; at least 2
 * @param overflow what happens to longer texts
 */
public record SequenceWriter(ClipTokenizer tokenizer, int contextLength, Overflow overflow) {

  /** OpenAI's and open_clip's pad; after EOT no token shows in the feature. */
  private static final int PAD = 0;

  /**
   * Checks the length.
   *
   * @throws IllegalArgumentException if SOS and EOT do not fit
   */
  public SequenceWriter {
    if (contextLength < 2) {
      throw new IllegalArgumentException(
          "context length: expected 2 or more, found " + contextLength);
    }
  }

  /**
   * Writes a text without padding.
   *
   * @param text any text
   * @return SOS, tokens, EOT: at most the context length; a new array
   * @throws InvalidInputException if the text is too long and not to be cut; the message gives it
   */
  public int[] sequence(String text) throws InvalidInputException {
    int[] tokens = tokenizer.encode(text);
    int length = tokens.length + 2;
    if (length > contextLength && overflow == Overflow.REFUSE) {
      throw new InvalidInputException(
          "text '%s': expected at most %d tokens with start and end, found %d"
              .formatted(text, contextLength, length));
    }
    int[] sequence = new int[Math.min(length, contextLength)];
    System.arraycopy(tokens, 0, sequence, 1, sequence.length - 2);
    sequence[0] = tokenizer.bos();
    sequence[sequence.length - 1] = tokenizer.eos();
    return sequence;
  }

  /**
   * Writes a text as OpenAI's {@code tokenize} does, zeros after EOT.
   *
   * @param text any text
   * @return {@code [contextLength]}, a new array
   * @throws InvalidInputException if the text is too long and not to be cut; the message gives it
   */
  public int[] padded(String text) throws InvalidInputException {
    int[] sequence = sequence(text);
    int[] padded = Arrays.copyOf(sequence, contextLength);
    Arrays.fill(padded, sequence.length, contextLength, PAD);
    return padded;
  }
}
