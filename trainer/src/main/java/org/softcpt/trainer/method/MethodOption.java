package org.softcpt.trainer.method;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.softcpt.models.io.InvalidInputException;

/**
 * A setting that belongs to some methods only, e.g. the weight of a penalty. It stands beside the
 * common settings in files and in {@code config.json}.
 *
 * @param name in lower case with underscores
 * @param standard the value of a run that gives none
 * @param description one line, for {@code softcpt methods}
 * @param check what values are allowed
 */
public record MethodOption(String name, String standard, String description, Check check) {

  /** Says whether a text is a value of an option. */
  public interface Check {

    /**
     * Reads a value and gives its one way of writing.
     *
     * @param text what the user wrote, without outer blanks
     * @return the same value, written as in {@code config.json}
     * @throws IllegalArgumentException if it is none; the message says what was expected
     */
    String canonical(String text);
  }

  /**
   * A whole number.
   *
   * @param name in lower case with underscores
   * @param standard the value of a run that gives none
   * @param least the smallest allowed
   * @param description one line
   * @return the option
   */
  public static MethodOption integer(String name, int standard, int least, String description) {
    Check check =
        text -> {
          int value = parse(text, "a whole number of at least " + least, Integer::parseInt);
          return Integer.toString(require(value, value >= least, "at least " + least));
        };
    return new MethodOption(name, Integer.toString(standard), description, check);
  }

  /**
   * A real number in a closed range.
   *
   * @param name in lower case with underscores
   * @param standard the value of a run that gives none
   * @param least the smallest allowed
   * @param most the largest allowed
   * @param description one line
   * @return the option
   */
  public static MethodOption real(
      String name, double standard, double least, double most, String description) {
    String range = String.format(Locale.ROOT, "a number from %s to %s", least, most);
    Check check =
        text -> {
          double value = parse(text, range, Double::parseDouble);
          return Double.toString(require(value, value >= least && value <= most, range));
        };
    return new MethodOption(name, Double.toString(standard), description, check);
  }

  /**
   * One of several words; the first is the default.
   *
   * @param name in lower case with underscores
   * @param words what is allowed
   * @param description one line
   * @return the option
   */
  public static MethodOption choice(String name, List<String> words, String description) {
    Check check = text -> require(text, words.contains(text), "one of " + String.join(", ", words));
    return new MethodOption(name, words.get(0), description, check);
  }

  /**
   * Any text; empty by default.
   *
   * @param name in lower case with underscores
   * @param description one line
   * @return the option
   */
  public static MethodOption text(String name, String description) {
    return new MethodOption(name, "", description, text -> text);
  }

  /**
   * Reads the user's value.
   *
   * @param text what was written
   * @return the value as written in {@code config.json}
   * @throws InvalidInputException if it is not allowed; the message gives name, expected and found
   */
  public String read(String text) throws InvalidInputException {
    try {
      return check.canonical(text.strip());
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          "%s: expected %s, found '%s'".formatted(name, e.getMessage(), text.strip()), e);
    }
  }

  private static <T> T parse(String text, String expected, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(expected, e);
    }
  }

  private static <T> T require(T value, boolean condition, String expected) {
    if (!condition) {
      throw new IllegalArgumentException(expected);
    }
    return value;
  }
}
