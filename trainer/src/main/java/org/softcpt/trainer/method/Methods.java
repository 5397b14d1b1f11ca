package org.softcpt.trainer.method;

import java.util.List;
import java.util.stream.Collectors;
import org.softcpt.models.io.InvalidInputException;

/** The methods by name. A new method is a class and a row here. */
public final class Methods {

  /** The method of a run that names none. */
  public static final String DEFAULT = "softcpt-nata";

  private static final List<MethodEntry> ALL =
      List.of(
          new MethodEntry(
              DEFAULT,
              "one meta network writes each task's context from its name; one shared task context",
              "Ding et al., arXiv 2208.13474",
              SoftCptNata::new));

  private Methods() {}

  /**
   * All methods.
   *
   * @return the table, in the order to show
   */
  public static List<MethodEntry> all() {
    return ALL;
  }

  /**
   * Finds a method.
   *
   * @param name as in {@code --method}
   * @return its row
   * @throws InvalidInputException if there is none; the message lists those there are
   */
  public static MethodEntry named(String name) throws InvalidInputException {
    for (MethodEntry entry : ALL) {
      if (entry.name().equals(name)) {
        return entry;
      }
    }
    String known = ALL.stream().map(MethodEntry::name).collect(Collectors.joining(", "));
    throw new InvalidInputException("method: expected one of %s, found %s".formatted(known, name));
  }
}
