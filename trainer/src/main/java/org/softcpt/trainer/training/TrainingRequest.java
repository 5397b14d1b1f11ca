package org.softcpt.trainer.training;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.softcpt.runtime.SessionOptions;
import org.softcpt.trainer.task.TaskSelection;

/**
 * What to train, with what, and where to. See {@link Training#run}.
 *
 * @param model the exported model folder
 * @param cache features made with that model
 * @param out the run folder; new, empty, or with {@code resume} one of an earlier run
 * @param settings given settings by name, e.g. {@code epochs} to {@code "2"}; these win over the
 *     file; copied
 * @param settingFile YAML or JSON with settings by name
 * @param resume go on with an interrupted run; its settings hold where none are given, and may not
 *     be contradicted
 * @param traceSteps number of first steps to write to the trace, 0 for none
 * @param session where and with how many threads the text graphs run
 * @param part which tasks and classes of the cache are learned
 */
public record TrainingRequest(
    Path model,
    Path cache,
    Path out,
    Map<String, String> settings,
    Optional<Path> settingFile,
    boolean resume,
    int traceSteps,
    SessionOptions session,
    TaskSelection part) {

  /**
   * Copies the settings.
   *
   * @throws IllegalArgumentException if the number of traced steps is negative
   */
  public TrainingRequest {
    settings = Map.copyOf(settings);
    if (traceSteps < 0) {
      throw new IllegalArgumentException("trace: expected at least 0 steps, found " + traceSteps);
    }
  }

  /**
   * Trains on the whole cache.
   *
   * @param model the exported model folder
   * @param cache features made with that model
   * @param out the run folder
   * @param settings given settings by name
   * @param settingFile YAML or JSON with settings by name
   * @param resume go on with an interrupted run
   * @param traceSteps number of first steps to write to the trace
   * @param session where and with how many threads the text graphs run
   */
  public TrainingRequest(
      Path model,
      Path cache,
      Path out,
      Map<String, String> settings,
      Optional<Path> settingFile,
      boolean resume,
      int traceSteps,
      SessionOptions session) {
    this(model, cache, out, settings, settingFile, resume, traceSteps, session, TaskSelection.ALL);
  }

  /** File and given settings, later ones winning. */
  Map<String, String> givenSettings() throws java.io.IOException {
    Map<String, String> given = new LinkedHashMap<>();
    if (settingFile.isPresent()) {
      given.putAll(SettingFile.read(settingFile.get()));
    }
    given.putAll(settings);
    return given;
  }
}
