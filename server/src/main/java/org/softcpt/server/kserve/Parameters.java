package org.softcpt.server.kserve;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The {@code "parameters"} of a request or a tensor. Which there are is open; those we know must
 * have their type.
 *
 * @param values by name; booleans, numbers, strings
 */
record Parameters(Map<String, Object> values) {

  static final Parameters NONE = new Parameters(Map.of());

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  Parameters {}

  /** A flag that is off where nobody sets it. */
  boolean flag(String name, boolean unset) throws MalformedRequestException {
    Object value = values.getOrDefault(name, unset);
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw malformed(name, "true or false", value);
  }

  /** A number of things, 0 or more. */
  OptionalInt count(String name) throws MalformedRequestException {
    Object value = values.get(name);
    if (value == null) {
      return OptionalInt.empty();
    }
    if (value instanceof Integer count && count >= 0) {
      return OptionalInt.of(count);
    }
    throw malformed(name, "a whole number, 0 or more", value);
  }

  private static MalformedRequestException malformed(String name, String expected, Object value) {
    return new MalformedRequestException(
        "parameter '%s': expected %s, found %s".formatted(name, expected, Shown.value(value)));
  }
}
