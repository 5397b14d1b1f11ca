package org.softcpt.models.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** JSON files: strict to read (no duplicate keys, nothing after the end), indented when written. */
public final class Json {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /**
   * The mapper all modules share; records map to objects by their component names.
   *
   * @return a mapper nobody may reconfigure
   */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  /**
   * Reads a file as a tree.
   *
   * @param file the JSON file
   * @return its root
   * @throws InvalidInputException if it is missing or not JSON; the message names file and place
   * @throws IOException if reading fails
   */
  public static JsonNode read(Path file) throws IOException {
    return read(file, JsonNode.class);
  }

  /**
   * Reads a file as a record.
   *
   * @param <T> the record's type
   * @param file the JSON file
   * @param type the record's class
   * @return the value
   * @throws InvalidInputException if it is missing, not JSON, or does not fit the type
   * @throws IOException if reading fails
   */
  public static <T> T read(Path file, Class<T> type) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException(file + ": no such file");
    }
    try {
      T value = MAPPER.readValue(file.toFile(), type);
      if (value == null) { // the document "null"
        throw new InvalidInputException(file + ": expected a JSON object, found null");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(file + ": " + firstLine(e), e);
    } catch (CharConversionException e) {
      throw new InvalidInputException(file + ": not UTF-8 text", e);
    }
  }

  /**
   * Writes a value atomically, indented.
   *
   * @param file the file to make or replace
   * @param value a record, map or tree
   * @throws IOException if writing fails
   */
  public static void write(Path file, Object value) throws IOException {
    AtomicFile.writeText(
        file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n");
  }

  /**
   * Renders a value on one line.
   *
   * @param value a record, map or tree
   * @return JSON without line breaks
   * @throws IllegalArgumentException if the value cannot be rendered
   */
  public static String line(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not representable as JSON: " + value, e);
    }
  }

  private static String firstLine(JsonProcessingException e) {
    String where =
        e.getLocation() == null
            ? ""
            : " at line %d, column %d"
                .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    return "not valid JSON for this file"
        + where
        + ": "
        + e.getOriginalMessage().lines().findFirst().orElse("");
  }
}
