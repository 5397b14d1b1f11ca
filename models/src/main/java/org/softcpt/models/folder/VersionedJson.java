package org.softcpt.models.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;

/**
 * JSON files that say in {@code "format"} and {@code "version"}, their first keys, what they are.
 */
public final class VersionedJson {

  private VersionedJson() {}

  /**
   * Reads a file of one format and version as a record, which does not hold the two itself. They
   * are checked before the rest, so that a file of a later version is called that and not a file
   * with unknown fields.
   *
   * @param <T> the record's type
   * @param file the JSON file
   * @param format the only accepted value of {@code "format"}, e.g. {@code "softcpt-model"}
   * @param version the only accepted value of {@code "version"}
   * @param type the record's class
   * @return the value
   * @throws InvalidInputException if the file is missing, is not JSON, has another format or
   *     version, or does not fit the type; the message names the file
   * @throws IOException if reading fails
   */
  public static <T> T read(Path file, String format, int version, Class<T> type)
      throws IOException {
    return read(file, format, version, version, type);
  }

  /**
   * The same where files of earlier versions still fit the type.
   *
   * @param <T> the record's type
   * @param file the JSON file
   * @param format the only accepted value of {@code "format"}
   * @param oldest the first accepted value of {@code "version"}
   * @param newest the last accepted value of {@code "version"}
   * @param type the record's class
   * @return the value
   * @throws InvalidInputException as above
   * @throws IOException if reading fails
   */
  public static <T> T read(Path file, String format, int oldest, int newest, Class<T> type)
      throws IOException {
    JsonNode root = Json.read(file);
    check(file, root, format);
    checkVersion(file, root, oldest, newest);
    ((ObjectNode) root).remove(List.of("format", "version"));
    try {
      return Json.mapper().treeToValue(root, type);
    } catch (JsonProcessingException e) {
      throw new InvalidInputException("%s: %s".formatted(file, reason(e)), e);
    }
  }

  /**
   * Writes a record with format and version in front of its components, atomically.
   *
   * @param file the file to make or replace
   * @param format value of {@code "format"}
   * @param version value of {@code "version"}
   * @param value the record
   * @throws IOException if writing fails
   */
  public static void write(Path file, String format, int version, Object value) throws IOException {
    ObjectNode root =
        Json.mapper().createObjectNode().put("format", format).put("version", version);
    root.setAll((ObjectNode) Json.mapper().valueToTree(value));
    Json.write(file, root);
  }

  private static void check(Path file, JsonNode root, String format) throws InvalidInputException {
    String found = root.path("format").asText(""); // "" too where the root is no object
    if (!found.equals(format)) {
      throw new InvalidInputException(
          "%s: expected format '%s', found '%s'".formatted(file, format, found));
    }
  }

  private static void checkVersion(Path file, JsonNode root, int oldest, int newest)
      throws InvalidInputException {
    JsonNode found = root.path("version");
    if (!found.isInt() || found.intValue() < oldest || found.intValue() > newest) {
      String known =
          oldest == newest ? "version " + newest : "versions %d to %d".formatted(oldest, newest);
      throw new InvalidInputException(
          "%s: format '%s' version %s; this program reads %s"
              .formatted(
                  file,
                  root.path("format").asText(),
                  found.isMissingNode() ? "missing" : found,
                  known));
    }
  }

  private static String reason(JsonProcessingException e) {
    // A record's own complaint is the cause; Jackson's wrapping only adds class names.
    if (e.getCause() instanceof IllegalArgumentException cause && cause.getMessage() != null) {
      return cause.getMessage(); // one line but for what the file brings in
    }
    return e.getOriginalMessage().lines().findFirst().orElse("does not fit the format");
  }
}
