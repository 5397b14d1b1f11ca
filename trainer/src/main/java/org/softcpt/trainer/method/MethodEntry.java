package org.softcpt.trainer.method;

import java.util.List;
import org.softcpt.models.io.InvalidInputException;

/**
 * A method that is trained step by step through the text encoder.
 *
 * @param name what {@code --method} takes
 * @param description one line
 * @param source where it was published
 * @param separate each task is trained on its own, one after another
 * @param local it reads local features of images, those of their places too
 * @param options its own settings; copied
 * @param factory builds it
 */
public record MethodEntry(
    String name,
    String description,
    String source,
    boolean separate,
    boolean local,
    List<MethodOption> options,
    Factory factory)
    implements MethodRow {

  /** Copies the options. */
  public MethodEntry {
    options = List.copyOf(options);
  }

  /**
   * A method that reads the images' own features only.
   *
   * @param name what {@code --method} takes
   * @param description one line
   * @param source where it was published
   * @param separate each task is trained on its own
   * @param options its own settings
   * @param factory builds it
   */
  public MethodEntry(
      String name,
      String description,
      String source,
      boolean separate,
      List<MethodOption> options,
      Factory factory) {
    this(name, description, source, separate, false, options, factory);
  }

  @Override
  public boolean isTrainedInSteps() {
    return true;
  }

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
