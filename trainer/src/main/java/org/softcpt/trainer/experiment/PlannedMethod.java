package org.softcpt.trainer.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.training.TrainingConfig;

/**
 * One row of an experiment's table: a method with settings.
 *
 * @param label what the tables call it
 * @param method a name of {@link org.softcpt.trainer.method.Methods}
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

  /**
   * The settings of one run.
   *
   * @param common the experiment's
   * @param shots images per class
   * @param seed of the run
   * @return all settings
   * @throws InvalidInputException if one is unknown or out of range; the message names the method
   */
  public TrainingConfig config(Map<String, String> common, int shots, long seed)
      throws InvalidInputException {
    Map<String, String> texts = new LinkedHashMap<>(common);
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
