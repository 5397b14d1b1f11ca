package org.softcpt.trainer.method;

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
 */
public record MethodSetup(
    TextSegments segments,
    PromptVocabulary vocabulary,
    TaskSet tasks,
    int contextLength,
    int taskContextLength,
    long seed,
    MethodOptions options) {

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
}
