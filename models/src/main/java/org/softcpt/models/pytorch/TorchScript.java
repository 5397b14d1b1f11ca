package org.softcpt.models.pytorch;

import java.util.List;

/**
 * The program of a script archive, as text: it is looked at, never run.
 *
 * @param code its source files, one after the other; empty if there is no program
 * @param scalars the constants the code refers to that are single numbers
 */
public record TorchScript(String code, List<Double> scalars) {

  /** Copies the constants. */
  public TorchScript {
    scalars = List.copyOf(scalars);
  }

  /**
   * Whether the file is a script archive.
   *
   * @return false for a file that holds tensors only
   */
  public boolean isPresent() {
    return !code.isEmpty();
  }
}
