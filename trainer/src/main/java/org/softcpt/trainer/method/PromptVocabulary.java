package org.softcpt.trainer.method;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.prompt.Prompt;
import org.softcpt.models.prompt.PromptBatch;
import org.softcpt.trainer.task.ClassDefinition;
import org.softcpt.trainer.task.TaskDefinition;
import org.softcpt.trainer.task.TaskSet;

/**
 * Turns names into prompts: a learned context, a name, {@code . [EOT]}.
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
   * @param shape of the contexts
   * @return the batch
   * @throws InvalidInputException if a name is too long; the message gives it
   */
  public PromptBatch taskPrompts(TaskSet tasks, int[] groups, ContextShape shape)
      throws InvalidInputException {
    return taskSelection(tasks, groups, shape).batch();
  }

  /** The same, of which some can be taken. */
  PromptSelection taskSelection(TaskSet tasks, int[] groups, ContextShape shape)
      throws InvalidInputException {
    List<String> names = tasks.tasks().stream().map(TaskDefinition::name).toList();
    return prompts(names, groups, IntStream.range(0, tasks.size()).toArray(), shape);
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
    return classPrompts(tasks, owners(tasks), ContextShape.shared(contextLength));
  }

  /**
   * One prompt per class.
   *
   * @param tasks whose classes to write
   * @param groups which context each class's prompt takes, {@code [C]}
   * @param shape of the contexts
   * @return the batch
   * @throws InvalidInputException if a name is too long; the message gives it
   */
  public PromptBatch classPrompts(TaskSet tasks, int[] groups, ContextShape shape)
      throws InvalidInputException {
    return classSelection(tasks, groups, shape).batch();
  }

  /** The same, of which some can be taken. */
  PromptSelection classSelection(TaskSet tasks, int[] groups, ContextShape shape)
      throws InvalidInputException {
    List<String> names =
        tasks.tasks().stream()
            .flatMap(task -> task.classes().stream())
            .map(ClassDefinition::name)
            .toList();
    return prompts(names, groups, owners(tasks), shape);
  }

  /**
   * The task of each class.
   *
   * @param tasks all
   * @return {@code [C]}, 0..T-1
   */
  public static int[] owners(TaskSet tasks) {
    int[] owners = new int[tasks.classCount()];
    for (int task = 0; task < tasks.size(); task++) {
      Arrays.fill(owners, tasks.offset(task), tasks.offset(task + 1), task);
    }
    return owners;
  }

  /** A whole text as what follows SOS. */
  int[] textSuffix(String text) {
    return IntStream.concat(IntStream.of(tokenizer.apply(text)), IntStream.of(endOfText)).toArray();
  }

  private PromptSelection prompts(List<String> names, int[] groups, int[] tasks, ContextShape shape)
      throws InvalidInputException {
    List<Prompt> prompts = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      prompts.add(new Prompt(names.get(i), suffix(names.get(i), shape), groups[i], tasks[i]));
    }
    return PromptSelection.all(prompts, shape, positions);
  }

  /**
   * The full stop is tokenised with the name, as the published code does; where the name ends is
   * what the name alone gives.
   */
  private int[] suffix(String name, ContextShape shape) {
    int[] tokens = tokenizer.apply(name + ".");
    boolean nameLast = shape.placement() == Placement.END;
    int nameEnd = nameLast ? tokens.length : tokenizer.apply(name).length;
    int before = shape.placement().beforeName(shape.length()) - shape.prefix();
    return Stream.of(
            inner(0, before),
            IntStream.of(tokens).limit(nameEnd),
            inner(before, shape.inner()),
            IntStream.of(tokens).skip(nameEnd),
            IntStream.of(endOfText))
        .flatMapToInt(part -> part)
        .toArray();
  }

  private static IntStream inner(int from, int to) {
    return IntStream.range(from, to).map(Prompt::innerContext);
  }
}
