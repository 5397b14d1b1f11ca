package org.softcpt.models.safetensors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;

/** Turns a header's bytes into a {@link SafetensorsHeader}, believing nothing. */
final class HeaderParser {

  private final Path file;
  private final long dataStart;
  private final long dataLength;

  /** The file is for messages; the data section starts and has a length, in bytes. */
  HeaderParser(Path file, long dataStart, long dataLength) {
    this.file = file;
    this.dataStart = dataStart;
    this.dataLength = dataLength;
  }

  SafetensorsHeader parse(ByteBuffer bytes) throws InvalidInputException {
    JsonNode root = json(text(bytes));
    Map<String, String> metadata = metadata(root.path(SafetensorsHeader.METADATA_KEY));
    List<TensorInfo> tensors = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (!field.getKey().equals(SafetensorsHeader.METADATA_KEY)) {
        tensors.add(new EntryParser(file, field.getKey(), dataLength).parse(field.getValue()));
      }
    }
    // Empty tensors share an offset with their successor: shorter first, or they seem to overlap.
    tensors.sort(Comparator.comparingLong(TensorInfo::offset).thenComparing(TensorInfo::length));
    checkCover(tensors);
    Map<String, TensorInfo> byName = new LinkedHashMap<>();
    tensors.forEach(tensor -> byName.put(tensor.name(), tensor));
    return new SafetensorsHeader(
        Collections.unmodifiableMap(byName), Collections.unmodifiableMap(metadata), dataStart);
  }

  private String text(ByteBuffer bytes) throws InvalidInputException {
    try { // decoded here, because a JSON reader would guess at UTF-16 and UTF-32 too
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(file + ": the header is not UTF-8", e);
    }
  }

  private JsonNode json(String text) throws InvalidInputException {
    if (!text.startsWith("{")) {
      throw new InvalidInputException(file + ": the header must start with '{': not safetensors");
    }
    try {
      return Json.mapper().readTree(text);
    } catch (JsonProcessingException e) {
      String reason = e.getOriginalMessage().lines().findFirst().orElse("");
      throw new InvalidInputException(file + ": the header is not valid JSON: " + reason, e);
    }
  }

  private Map<String, String> metadata(JsonNode node) throws InvalidInputException {
    Map<String, String> metadata = new LinkedHashMap<>();
    if (!node.isMissingNode() && !node.isObject()) {
      throw new InvalidInputException(file + ": metadata must be an object of strings");
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!field.getValue().isTextual()) {
        throw new InvalidInputException(
            "%s: metadata '%s' must be a string, is %s"
                .formatted(file, field.getKey(), field.getValue().getNodeType()));
      }
      metadata.put(field.getKey(), field.getValue().textValue());
    }
    return metadata;
  }

  private void checkCover(List<TensorInfo> tensors) throws InvalidInputException {
    long covered = 0;
    for (TensorInfo tensor : tensors) {
      if (tensor.offset() < covered) {
        throw invalid(tensor, "overlaps the tensor before it");
      }
      if (tensor.offset() > covered) {
        throw invalid(
            tensor, "a hole of %d bytes lies before it".formatted(tensor.offset() - covered));
      }
      covered = tensor.end();
    }
    if (covered != dataLength) {
      throw new InvalidInputException(
          "%s: %d bytes follow the last tensor".formatted(file, dataLength - covered));
    }
  }

  private InvalidInputException invalid(TensorInfo tensor, String reason) {
    return new InvalidInputException("%s: tensor '%s': %s".formatted(file, tensor.name(), reason));
  }
}
