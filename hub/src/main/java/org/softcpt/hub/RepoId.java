package org.softcpt.hub;

import java.util.regex.Pattern;
import org.softcpt.models.io.InvalidInputException;

/**
 * The name of a repository on a hub.
 *
 * @param value {@code owner/name}, or a name alone
 */
public record RepoId(String value) {

  private static final String WORD = "[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,94}[A-Za-z0-9_])?";
  private static final Pattern VALID = Pattern.compile("(?:" + WORD + "/)?" + WORD);

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it is not one the hub would give
   */
  public RepoId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not a repository: '" + value + "'");
    }
  }

  /**
   * Reads a name that a user typed.
   *
   * @param text {@code owner/name}
   * @return the name
   * @throws InvalidInputException if it cannot be a repository's
   */
  public static RepoId parse(String text) throws InvalidInputException {
    if (!isValid(text)) {
      throw new InvalidInputException(
          "'%s': expected a repository, OWNER/NAME with letters, digits, '_', '.', '-'"
              .formatted(text));
    }
    return new RepoId(text);
  }

  /** One path segment for it; {@code --} cannot occur in a name. */
  String folderName() {
    return value.replace("/", "--");
  }

  private static boolean isValid(String text) {
    return VALID.matcher(text).matches() && !text.contains("..") && !text.contains("--");
  }

  @Override
  public String toString() {
    return value;
  }
}
