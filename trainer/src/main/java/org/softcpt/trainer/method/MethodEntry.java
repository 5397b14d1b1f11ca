package org.softcpt.trainer.method;

import org.softcpt.models.io.InvalidInputException;

/**
 * One row of the table of methods.
 *
 * @param name what {@code --method} takes
 * @param description one line
 * @param source where it was published
 * @param factory builds it
 */
public record MethodEntry(String name, String description, String source, Factory factory) {

  /** Builds a method. */
  @FunctionalInterface
  public interface Factory {

    /**
     * Builds the method with its starting values.
     *
     * @param setup what to build from
     * @return the method, the caller's to close
     * @throws InvalidInputException if the user's names do not fit
     */
    PromptMethod create(MethodSetup setup) throws InvalidInputException;
  }
}
