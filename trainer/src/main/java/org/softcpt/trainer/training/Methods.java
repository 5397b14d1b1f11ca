package org.softcpt.trainer.training;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.feature.FeatureMethods;
import org.softcpt.trainer.method.MethodRow;
import org.softcpt.trainer.method.PromptMethods;

/** The methods of both kinds by name: what {@code --method} takes. */
public final class Methods {

  /** The method of a run that names none. */
  public static final String DEFAULT = "softcpt-nata";

  private static final List<MethodRow> ALL =
      Stream.<MethodRow>concat(PromptMethods.all().stream(), FeatureMethods.all().stream())
          .toList();

  private Methods() {}

  /**
   * All methods.
   *
   * @return the table, in the order to show
   */
  public static List<MethodRow> all() {
    return ALL;
  }

  /**
   * Finds a method.
   *
   * @param name as in {@code --method}
   * @return its row
   * @throws InvalidInputException if there is none; the message lists those there are
   */
  public static MethodRow named(String name) throws InvalidInputException {
    for (MethodRow row : ALL) {
      if (row.name().equals(name)) {
        return row;
      }
    }
    String known = ALL.stream().map(MethodRow::name).collect(Collectors.joining(", "));
    throw new InvalidInputException("method: expected one of %s, found %s".formatted(known, name));
  }
}
