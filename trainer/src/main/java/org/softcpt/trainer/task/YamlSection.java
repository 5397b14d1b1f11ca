package org.softcpt.trainer.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.softcpt.models.io.InvalidInputException;

/**
 * A mapping of a YAML file, read strictly: unknown keys and wrong types are the user's mistakes.
 */
final class YamlSection {

  private final JsonNode node;
  private final String place;

  private YamlSection(JsonNode node, String place) {
    this.node = node;
    this.place = place;
  }

  /**
   * Opens a mapping.
   *
   * @param place what errors begin with, e.g. {@code plants.yaml: task 'fruit'}
   */
  static YamlSection of(JsonNode node, String place, String... known) throws InvalidInputException {
    if (!node.isObject()) {
      throw new InvalidInputException(
          "%s: expected keys and values, found %s".formatted(place, kind(node)));
    }
    Set<String> keys = Set.of(known);
    for (var names = node.fieldNames(); names.hasNext(); ) {
      String key = names.next();
      if (!keys.contains(key)) {
        throw new InvalidInputException(
            "%s: unknown key '%s'; known: %s".formatted(place, key, String.join(", ", known)));
      }
    }
    return new YamlSection(node, place);
  }

  YamlSection inside(String name, JsonNode child, String... known) throws InvalidInputException {
    return of(child, place + ": " + name, known);
  }

  boolean has(String key) {
    return node.has(key);
  }

  boolean isMapping(String key) {
    return node.path(key).isObject();
  }

  JsonNode get(String key) {
    return node.path(key);
  }

  String text(String key) throws InvalidInputException {
    Optional<String> text = optionalText(key);
    if (text.isEmpty()) {
      throw problem(key, "is missing");
    }
    return text.get();
  }

  Optional<String> optionalText(String key) throws InvalidInputException {
    return node.has(key) ? Optional.of(asText(key, node.get(key))) : Optional.empty();
  }

  /** A text or a list of texts; none if the key is missing. */
  List<String> texts(String key) throws InvalidInputException {
    JsonNode value = node.path(key);
    if (value.isTextual()) {
      return List.of(asText(key, value));
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode element : optionalList(key)) {
      texts.add(asText(key, element));
    }
    return List.copyOf(texts);
  }

  List<JsonNode> list(String key) throws InvalidInputException {
    if (!node.has(key)) {
      throw problem(key, "is missing");
    }
    return optionalList(key);
  }

  /** Empty if the key is missing; a key that is there must have elements. */
  List<JsonNode> optionalList(String key) throws InvalidInputException {
    if (!node.has(key)) {
      return List.of();
    }
    JsonNode value = node.get(key);
    if (!value.isArray() || value.isEmpty()) {
      throw problem(key, "expected a list with elements, found " + kind(value));
    }
    List<JsonNode> elements = new ArrayList<>();
    value.forEach(elements::add);
    return elements;
  }

  InvalidInputException problem(String key, String message) {
    return new InvalidInputException("%s: %s: %s".formatted(place, key, message));
  }

  private String asText(String key, JsonNode value) throws InvalidInputException {
    if (!value.isTextual()) { // 007 would lose its zeros: the user must quote it
      throw problem(key, "expected text (in quotes if need be), found " + kind(value));
    }
    if (value.textValue().isBlank()) {
      throw problem(key, "is blank");
    }
    return value.textValue();
  }

  private static String kind(JsonNode value) {
    if (value.getNodeType() == JsonNodeType.NULL || value.isMissingNode()) {
      return "nothing";
    }
    String type = value.getNodeType().name().toLowerCase(Locale.ROOT);
    return value.isContainerNode() ? "%s of %d".formatted(type, value.size()) : type + " " + value;
  }
}
