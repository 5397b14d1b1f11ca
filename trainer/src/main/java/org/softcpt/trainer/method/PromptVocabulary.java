package org.softcpt.trainer.method;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.prompt.PromptBatch;
import org.softcpt.trainer.task.ClassDefinition;
import org.softcpt.trainer.task.TaskDefinition;
import org.softcpt.trainer.task.TaskSet;

/**
 * Turns names into prompts, {@code <name> . [EOT]} behind the learned context.
 *
 * @param tokenizer text to token ids, without start and end of text
 * @param endOfText the token whose output is the feature
 * @param positions how many the text transformer has, e.g. 77
 */
public record PromptVocabulary(Function<String, int[]> tokenizer, int endOfText, int positions) {

  /**
   * One prompt per task.
   *
   * @param tasks whose names to write
   * @param groups which context each task's prompt takes, {@code [T]}
   * @param contextLength M
   * @return the batch
   * @throws InvalidInputException if a name is too long; the message gives it
   */
  public PromptBatch taskPrompts(TaskSet tasks, int[] groups, int contextLength)
      throws InvalidInputException {
    return batch(tasks.tasks().stream().map(TaskDefinition::name).toList(), groups, contextLength);
  }

  /**
   * One prompt per class; a class takes its task's context.
   *
   * @param tasks whose classes to write
   * @param contextLength L
   * @return the batch, T groups
   * @throws InvalidInputException if a name is too long; the message gives it
   */
  public PromptBatch classPrompts(TaskSet tasks, int contextLength) throws InvalidInputException {
    List<String> names = new ArrayList<>();
    IntStream.Builder groups = IntStream.builder();
    for (int task = 0; task < tasks.size(); task++) {
      for (ClassDefinition definition : tasks.tasks().get(task).classes()) {
        names.add(definition.name());
        groups.add(task);
      }
    }
    return batch(names, groups.build().toArray(), contextLength);
  }

  private PromptBatch batch(List<String> names, int[] groups, int contextLength)
      throws InvalidInputException {
    List<int[]> suffixes = names.stream().map(this::suffix).toList();
    return PromptBatch.ofNamed(names, suffixes, groups, 1 + contextLength, positions);
  }

  /** The full stop is tokenised with the name, as the published code does. */
  private int[] suffix(String name) {
    int[] tokens = tokenizer.apply(name + ".");
    return IntStream.concat(IntStream.of(tokens), IntStream.of(endOfText)).toArray();
  }
}
