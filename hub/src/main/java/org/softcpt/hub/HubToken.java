package org.softcpt.hub;

import java.util.regex.Pattern;
import org.softcpt.models.io.InvalidInputException;

/**
 * A user's secret for a hub. It is never written anywhere, and printing it shows nothing.
 *
 * @param value as the hub gave it out
 */
public record HubToken(String value) {

  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]+");

  /**
   * Reads a token from the environment.
   *
   * @param variable the variable's name, for the message
   * @param text its value; white space around it is dropped
   * @return the token
   * @throws InvalidInputException if it cannot stand in a header; the message does not quote it
   */
  public static HubToken parse(String variable, String text) throws InvalidInputException {
    String value = text.strip();
    if (!VISIBLE.matcher(value).matches()) {
      throw new InvalidInputException(
          variable + ": expected a token of visible ASCII characters without blanks");
    }
    return new HubToken(value);
  }

  @Override
  public String toString() {
    return "HubToken[hidden]";
  }
}
