package org.softcpt.trainer.method;

import java.util.List;
import java.util.stream.Collectors;
import org.softcpt.models.io.InvalidInputException;

/** The methods by name. A new method is a class and a row here. */
public final class Methods {

  /** The method of a run that names none. */
  public static final String DEFAULT = "softcpt-nata";

  private static final List<MethodEntry> PROMPT_METHODS =
      List.of(
          new MethodEntry(
              DEFAULT,
              "one meta network writes each task's context from its name; one shared task context",
              "Ding et al., arXiv 2208.13474",
              false,
              List.of(),
              SoftCptNata::new));

  private Methods() {}

  /**
   * All methods.
   *
   * @return the table, in the order to show
   */
  public static List<MethodRow> all() {
    return List.copyOf(PROMPT_METHODS);
  }

  /**
   * Finds a method.
   *
   * @param name as in {@code --method}
   * @return its row
   * @throws InvalidInputException if there is none; the message lists those there are
   */
  public static MethodRow named(String name) throws InvalidInputException {
    for (MethodRow entry : all()) {
      if (entry.name().equals(name)) {
        return entry;
      }
    }
    String known = all().stream().map(MethodRow::name).collect(Collectors.joining(", "));
    throw new InvalidInputException("method: expected one of %s, found %s".formatted(known, name));
  }

  /**
   * Finds a method that is trained step by step.
   *
   * @param name of a prompt method
   * @return its row
   * @throws IllegalArgumentException if it is none
   */
  public static MethodEntry prompt(String name) {
    return PROMPT_METHODS.stream()
        .filter(entry -> entry.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no prompt method: " + name));
  }
}
