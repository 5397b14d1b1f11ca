package org.softcpt.trainer.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.method.MethodRow;
import org.softcpt.trainer.training.Methods;
import org.softcpt.trainer.training.TrainingConfig;

/**
 * One row of an experiment's table: a method with settings.
 *
 * @param label what the tables call it
 * @param method a name of {@link org.softcpt.trainer.training.Methods}
 * @param settings its own, by name; these win over the experiment's; copied
 */
public record PlannedMethod(String label, String method, Map<String, String> settings) {

  /** Learn nothing, so shots and seeds change nothing. */
  private static final Set<String> LEARNING_NOTHING = Set.of("zero-shot");

  /** Copies the settings and keeps their order. */
  public PlannedMethod {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /**
   * Whether the drawn images have a part in its result.
   *
   * @return false for a method that learns nothing
   */
  public boolean learns() {
    return !LEARNING_NOTHING.contains(method);
  }

  /** A common setting that this method lacks while another has it is meant for those that do. */
  private boolean isOfOthersOnly(String setting) {
    Predicate<MethodRow> has = row -> TrainingConfig.settings(row).contains(setting);
    List<MethodRow> rows = Methods.all();
    return rows.stream().filter(row -> row.name().equals(method)).noneMatch(has)
        && rows.stream().anyMatch(has);
  }

  /**
   * The settings of one run.
   *
   * @param common the experiment's; those that only other methods have are left out
   * @param shots images per class
   * @param seed of the run
   * @return all settings
   * @throws InvalidInputException if one is unknown or out of range; the message names the method
   */
  public TrainingConfig config(Map<String, String> common, int shots, long seed)
      throws InvalidInputException {
    Map<String, String> texts = new LinkedHashMap<>(common);
    texts.keySet().removeIf(this::isOfOthersOnly);
    texts.putAll(settings);
    texts.put("method", method);
    texts.put("shots", Integer.toString(shots));
    texts.put("seed", Long.toString(seed));
    try {
      return TrainingConfig.of(texts);
    } catch (InvalidInputException e) {
      throw new InvalidInputException("method '%s': %s".formatted(label, e.getMessage()), e);
    }
  }
}
