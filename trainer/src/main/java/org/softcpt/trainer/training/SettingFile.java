package org.softcpt.trainer.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.softcpt.models.io.InvalidInputException;

/** A file of settings, {@code name: value} in YAML or JSON (which is YAML too). */
final class SettingFile {

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private SettingFile() {}

  /**
   * Reads the values as text; names are checked later.
   *
   * @throws InvalidInputException if the file is missing, no YAML, or a value is not a scalar
   */
  static Map<String, String> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException(file + ": no such file");
    }
    JsonNode root = parse(file);
    if (!root.isObject()) {
      throw new InvalidInputException(file + ": expected lines 'name: value'");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      if (!entry.getValue().isValueNode()) {
        throw new InvalidInputException(
            "%s: %s: expected one value, found %s"
                .formatted(file, entry.getKey(), entry.getValue().getNodeType()));
      }
      texts.put(entry.getKey(), entry.getValue().asText());
    }
    return texts;
  }

  private static JsonNode parse(Path file) throws IOException {
    try {
      return MAPPER.readTree(file.toFile());
    } catch (JsonProcessingException e) {
      String problem = e.getOriginalMessage().lines().findFirst().orElse("");
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new InvalidInputException(
          "%s: not valid YAML or JSON at line %d: %s".formatted(file, line, problem), e);
    }
  }
}
