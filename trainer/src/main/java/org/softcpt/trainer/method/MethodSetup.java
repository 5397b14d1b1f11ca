package org.softcpt.trainer.method;

import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.task.TaskSet;

/**
 * What a method is built from.
 *
 * @param segments the frozen text encoder; stays the caller's to close
 * @param vocabulary writes prompts
 * @param tasks what is learned together
 * @param contextLength L, context vectors of a class prompt
 * @param taskContextLength M, context vectors of a task prompt
 * @param seed decides the starting values
 * @param options the method's own settings
 * @param placement where the class prompts' context stands
 */
public record MethodSetup(
    TextSegments segments,
    PromptVocabulary vocabulary,
    TaskSet tasks,
    int contextLength,
    int taskContextLength,
    long seed,
    MethodOptions options,
    Placement placement) {

  /**
   * Checks the lengths.
   *
   * @throws IllegalArgumentException if one is below 1
   */
  public MethodSetup {
    if (contextLength < 1 || taskContextLength < 1) {
      throw new IllegalArgumentException(
          "context lengths must be at least 1: L = %d, M = %d"
              .formatted(contextLength, taskContextLength));
    }
  }

  /**
   * A setup with the name last.
   *
   * @param segments the frozen text encoder
   * @param vocabulary writes prompts
   * @param tasks what is learned together
   * @param contextLength L
   * @param taskContextLength M
   * @param seed decides the starting values
   * @param options the method's own settings
   */
  public MethodSetup(
      TextSegments segments,
      PromptVocabulary vocabulary,
      TaskSet tasks,
      int contextLength,
      int taskContextLength,
      long seed,
      MethodOptions options) {
    this(
        segments,
        vocabulary,
        tasks,
        contextLength,
        taskContextLength,
        seed,
        options,
        Placement.END);
  }

  /** The same for other tasks. */
  MethodSetup over(TaskSet others) {
    return new MethodSetup(
        segments, vocabulary, others, contextLength, taskContextLength, seed, options, placement);
  }

  /**
   * Where a context starts: at the words of an option or, if it is empty, at random, as the
   * context's name and the seed decide.
   *
   * @param name of the parameter
   * @param option its text names the words
   * @param length of the context
   * @throws InvalidInputException if the words are not {@code length} tokens
   */
  ContextStart contextStart(String name, String option, int length) throws InvalidInputException {
    String words = options.text(option);
    int[] tokens = words.isBlank() ? new int[0] : vocabulary.tokenizer().apply(words);
    if (!words.isBlank() && tokens.length != length) {
      throw new InvalidInputException(
          "%s: '%s' has %d tokens, the context %d vectors: expected the same number"
              .formatted(option, words, tokens.length, length));
    }
    float[] values = tokens.length == 0 ? new float[0] : segments.tokenEmbeddings(tokens);
    return new ContextStart(name, length, segments.tokenWidth(), Seeds.derive(seed, name), values);
  }
}
