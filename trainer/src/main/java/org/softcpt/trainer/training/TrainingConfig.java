package org.softcpt.trainer.training;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.method.MethodOptions;
import org.softcpt.trainer.method.MethodRow;
import org.softcpt.trainer.method.MethodSetup;
import org.softcpt.trainer.method.Placement;
import org.softcpt.trainer.method.PromptVocabulary;
import org.softcpt.trainer.method.Schedule;
import org.softcpt.trainer.method.SliceLimit;
import org.softcpt.trainer.method.SlicedTextSegments;
import org.softcpt.trainer.method.TextSegments;
import org.softcpt.trainer.task.Sampling;
import org.softcpt.trainer.task.TaskSet;

/**
 * Every setting of a training run that changes its result. {@link SettingTable} gives the names in
 * files and the defaults, which are the published recipe.
 *
 * @param method a name of {@link Methods}
 * @param shots training images per class
 * @param seed chooses images, starting values, order and views
 * @param epochs passes over the joint training set
 * @param batch images per step
 * @param updates how often a batch's gradient is applied, and how many of its own epochs the
 *     schedule advances by in an epoch of the run; 1 by the paper, more by the published trainer
 * @param learningRate the cosine's peak
 * @param momentum of SGD
 * @param weightDecay added to the gradient, times the parameter
 * @param warmUpEpochs epochs at {@code warmUpRate}
 * @param warmUpRate the constant rate of the warm-up
 * @param contextLength L, context vectors of a class prompt
 * @param taskContextLength M, context vectors of a task prompt; 4 in the published code's examples,
 *     while the paper's parameter counts imply 8
 * @param placement where the context stands
 * @param sampling how the few images of a class are drawn
 * @param textMemory MiB for the text encoder's activations; prompts that need more go through it in
 *     slices, which is the same but for rounding
 * @param options the method's own settings
 */
public record TrainingConfig(
    String method,
    int shots,
    long seed,
    int epochs,
    int batch,
    int updates,
    double learningRate,
    double momentum,
    double weightDecay,
    int warmUpEpochs,
    double warmUpRate,
    int contextLength,
    int taskContextLength,
    Placement placement,
    Sampling sampling,
    int textMemory,
    MethodOptions options) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is out of its range; the message gives name, range
   *     and value
   */
  public TrainingConfig {
    atLeastOne("shots", shots);
    atLeastOne("epochs", epochs);
    atLeastOne("batch", batch);
    atLeastOne("updates", updates);
    atLeastOne("context_length", contextLength);
    atLeastOne("task_context_length", taskContextLength);
    atLeastOne("text_memory", textMemory);
    within("warm_up_epochs", warmUpEpochs, Integer.MAX_VALUE);
    within("learning_rate", learningRate, Double.MAX_VALUE);
    within("warm_up_rate", warmUpRate, Double.MAX_VALUE);
    within("weight_decay", weightDecay, Double.MAX_VALUE);
    within("momentum", momentum, Math.nextDown(1.0));
  }

  /**
   * The published recipe.
   *
   * @return all defaults
   */
  public static TrainingConfig published() {
    try {
      return of(Map.of());
    } catch (InvalidInputException e) {
      throw new IllegalStateException("the defaults are valid", e);
    }
  }

  /**
   * Reads settings.
   *
   * @param texts values by name, as in a file or on the command line; the rest are defaults
   * @return the settings
   * @throws InvalidInputException if a name is unknown or a value is no number or out of range
   */
  public static TrainingConfig of(Map<String, String> texts) throws InvalidInputException {
    return new SettingTable(texts).config();
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static TrainingConfig ofJson(Map<String, Object> values) throws InvalidInputException {
    Map<String, String> texts = new LinkedHashMap<>();
    values.forEach((name, value) -> texts.put(name, String.valueOf(value)));
    return of(texts);
  }

  /** In JSON the settings stand flat, numbers as numbers. */
  @JsonValue
  Map<String, Object> json() {
    return SettingTable.json(this);
  }

  /**
   * All settings by name, in the order of the table.
   *
   * @return what {@link #of} reads back, exactly
   */
  public Map<String, String> texts() {
    return SettingTable.texts(this);
  }

  /**
   * The names of the settings a method uses.
   *
   * @param method a row of {@link Methods}
   * @return the common settings, then the method's own; any other is refused
   */
  public static List<String> settings(MethodRow method) {
    return SettingTable.names(method);
  }

  /**
   * What is said of the method.
   *
   * @return its row
   * @throws IllegalArgumentException if there is no such method
   */
  public MethodRow row() {
    try {
      return Methods.named(method);
    } catch (InvalidInputException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * The schedule these settings ask for.
   *
   * @return the learning rate by epoch
   */
  public Schedule schedule() {
    return new Schedule(learningRate, epochs, warmUpEpochs, warmUpRate, updates);
  }

  /**
   * What a method needs of these settings.
   *
   * @param segments the frozen text encoder; stays the caller's
   * @param vocabulary writes prompts
   * @param tasks what is learned
   * @return the setup
   */
  public MethodSetup setup(TextSegments segments, PromptVocabulary vocabulary, TaskSet tasks) {
    SliceLimit limit = SliceLimit.within((long) textMemory << 20, segments.rowBytes());
    return new MethodSetup(
        new SlicedTextSegments(segments, limit),
        vocabulary,
        tasks,
        contextLength,
        taskContextLength,
        seed,
        options,
        placement);
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": expected at least 1, found " + value);
    }
  }

  private static void within(String name, double value, double most) {
    if (!(value >= 0 && value <= most)) { // so written, NaN fails too
      String range = most < 1 ? "from 0 to below 1" : "at least 0";
      throw new IllegalArgumentException(name + ": expected " + range + ", found " + value);
    }
  }
}
