package org.softcpt.trainer.experiment;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import org.softcpt.trainer.task.TaskSelection;
import org.softcpt.trainer.task.TaskSelection.Part;

/** What else than their own tasks the runs of an experiment are tested on. */
public enum Transfer {
  /** Nothing. */
  NONE("none", Part.ALL, Optional.empty()),
  /** Trained on half of every task's classes, tested on the other half too. */
  NEW_CLASSES("classes", Part.BASE_CLASSES, Optional.of(Part.NEW_CLASSES)),
  /** Trained on half of the tasks, tested on the other half too. */
  NEW_TASKS("tasks", Part.BASE_TASKS, Optional.of(Part.NEW_TASKS)),
  /** Tested on another cache too. */
  CACHE("cache", Part.ALL, Optional.of(Part.ALL));

  private final String key;
  private final Part trained;
  private final Optional<Part> tested;

  Transfer(String key, Part trained, Optional<Part> tested) {
    this.key = key;
    this.trained = trained;
    this.tested = tested;
  }

  /**
   * The word in files.
   *
   * @return e.g. {@code classes}
   */
  @JsonValue
  public String key() {
    return key;
  }

  /**
   * What is learned.
   *
   * @return the part of the cache
   */
  public TaskSelection trained() {
    return TaskSelection.of(trained);
  }

  /**
   * What is tested beside it.
   *
   * @return the part, of the same cache or of the other one; empty for {@link #NONE}
   */
  public Optional<TaskSelection> tested() {
    return tested.map(TaskSelection::of);
  }
}
