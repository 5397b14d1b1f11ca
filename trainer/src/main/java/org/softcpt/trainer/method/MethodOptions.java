package org.softcpt.trainer.method;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.softcpt.models.io.InvalidInputException;

/**
 * The values of one method's own settings, all of them, checked.
 *
 * @param texts by name, in the order of the method's options; copied
 */
public record MethodOptions(Map<String, String> texts) {

  /** Of a method that has no settings of its own. */
  public static final MethodOptions NONE = new MethodOptions(Map.of());

  /** Copies the map and keeps its order. */
  public MethodOptions {
    texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
  }

  /**
   * Takes what is given and the defaults of the rest.
   *
   * @param options the method's
   * @param given texts by name; names that are not in {@code options} are not looked at
   * @return all values
   * @throws InvalidInputException if a value is not allowed
   */
  public static MethodOptions of(List<MethodOption> options, Map<String, String> given)
      throws InvalidInputException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (MethodOption option : options) {
      String text = given.get(option.name());
      texts.put(option.name(), text == null ? option.standard() : option.read(text));
    }
    return new MethodOptions(texts);
  }

  /**
   * Reads a text or a choice.
   *
   * @param name one of the method's options
   * @return its value
   * @throws IllegalArgumentException if the method has no such option
   */
  public String text(String name) {
    String text = texts.get(name);
    if (text == null) {
      throw new IllegalArgumentException("no such option: " + name);
    }
    return text;
  }

  /**
   * Reads a whole number.
   *
   * @param name one of the method's options
   * @return its value
   */
  public int integer(String name) {
    return Integer.parseInt(text(name));
  }

  /**
   * Reads a real number.
   *
   * @param name one of the method's options
   * @return its value
   */
  public double real(String name) {
    return Double.parseDouble(text(name));
  }

  /**
   * Reads a choice of {@code true} and {@code false}.
   *
   * @param name one of the method's options
   * @return its value
   */
  public boolean flag(String name) {
    return Boolean.parseBoolean(text(name));
  }
}
