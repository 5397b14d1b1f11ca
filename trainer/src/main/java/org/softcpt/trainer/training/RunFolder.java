package org.softcpt.trainer.training;

import java.nio.file.Path;

/**
 * Where a run keeps what it writes.
 *
 * @param root the folder
 */
public record RunFolder(Path root) {

  /**
   * Every setting and the digests of model and cache; written first.
   *
   * @return the file
   */
  public Path config() {
    return root.resolve("config.json");
  }

  /**
   * Loss and learning rate of every step.
   *
   * @return the file
   */
  public Path losses() {
    return root.resolve("losses.csv");
  }

  /**
   * Settings that a method fit on features chose, by task, and what it chose them by.
   *
   * @return the file; absent for other methods
   */
  public Path fit() {
    return root.resolve("fit.json");
  }

  /**
   * What resuming needs.
   *
   * @return the file
   */
  public Path checkpoint() {
    return root.resolve("checkpoint.safetensors");
  }

  /**
   * The result of a stage of several, while the run is not finished.
   *
   * @param number of the stage, from 0
   * @return the file
   */
  public Path stage(int number) {
    return stages().resolve("stage-%04d.safetensors".formatted(number));
  }

  /**
   * Where finished stages wait for the others.
   *
   * @return the folder; gone when the run is finished
   */
  public Path stages() {
    return root.resolve("stages");
  }

  /**
   * The result; written last, so a run that has it is finished.
   *
   * @return the file
   */
  public Path parameters() {
    return root.resolve("parameters.safetensors");
  }

  /**
   * The first steps, for other programs to recompute.
   *
   * @return the folder
   */
  public Path trace() {
    return root.resolve("trace");
  }

  /**
   * Accuracies.
   *
   * @return the file
   */
  public Path results() {
    return root.resolve("results.json");
  }

  /**
   * What inference needs.
   *
   * @return the folder
   */
  public Path bundle() {
    return root.resolve("bundle");
  }
}
