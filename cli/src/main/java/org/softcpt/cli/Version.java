package org.softcpt.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** Which softcpt this is. Maven writes the number into a resource. */
final class Version {

  private Version() {}

  /** The project's version, e.g. {@code 0.1.0-SNAPSHOT}. */
  static String number() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      properties.load(Objects.requireNonNull(in, "version.properties is missing from the jar"));
    } catch (IOException e) {
      throw new UncheckedIOException("version.properties cannot be read", e);
    }
    return properties.getProperty("version");
  }

  /** Name, version and the Java it runs on. */
  static String line() {
    return "softcpt %s (Java %s)".formatted(number(), System.getProperty("java.version"));
  }
}
