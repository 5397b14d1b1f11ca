package org.softcpt.models.weights;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;

/** Typed reading of a JSON object of settings; a wrong type is the file's fault, named by key. */
record ConfigFields(Path file, String path, JsonNode node) {

  /** Larger than any size of any model; keeps products of two far from overflow. */
  private static final int LARGEST_SIZE = 1 << 24;

  static ConfigFields read(Path file) throws IOException {
    JsonNode root = Json.read(file);
    if (!root.isObject()) { // everything in it has a default: "null" would pass for a model
      throw new InvalidInputException(file + ": expected a JSON object of settings");
    }
    return new ConfigFields(file, "", root);
  }

  ConfigFields child(String key) throws InvalidInputException {
    JsonNode child = node.path(key);
    if (!isAbsent(child) && !child.isObject()) {
      throw wrong(key, "an object", child);
    }
    return new ConfigFields(file, path + key + ".", child);
  }

  boolean has(String key) {
    return !isAbsent(node.path(key));
  }

  JsonNode value(String key) {
    return node.path(key);
  }

  int size(String key, int byDefault) throws InvalidInputException {
    JsonNode value = node.path(key);
    return isAbsent(value) ? byDefault : size(key, value);
  }

  private int size(String key, JsonNode value) throws InvalidInputException {
    if (!value.isInt() || value.intValue() < 1 || value.intValue() > LARGEST_SIZE) {
      throw wrong(key, "a whole number in 1.." + LARGEST_SIZE, value);
    }
    return value.intValue();
  }

  /** The side of a square: a number, or equal height and width. */
  int side(String key, int byDefault) throws InvalidInputException {
    JsonNode value = node.path(key);
    if (!value.isArray()) {
      return size(key, byDefault);
    }
    if (value.size() != 2 || !value.get(0).equals(value.get(1))) {
      throw wrong(key, "a number or two equal ones", value);
    }
    return size(key, value.get(0));
  }

  double number(String key, double byDefault) throws InvalidInputException {
    JsonNode value = node.path(key);
    if (isAbsent(value)) {
      return byDefault;
    }
    if (!value.isNumber()) {
      throw wrong(key, "a number", value);
    }
    return value.doubleValue();
  }

  String text(String key, String byDefault) throws InvalidInputException {
    JsonNode value = node.path(key);
    if (isAbsent(value)) {
      return byDefault;
    }
    if (!value.isTextual()) {
      throw wrong(key, "a string", value);
    }
    return value.textValue();
  }

  boolean flag(String key, boolean byDefault) throws InvalidInputException {
    JsonNode value = node.path(key);
    if (isAbsent(value)) {
      return byDefault;
    }
    if (!value.isBoolean()) {
      throw wrong(key, "true or false", value);
    }
    return value.booleanValue();
  }

  /** Three of them, one per colour, is checked by whoever uses them. */
  List<Double> numbers(String key, List<Double> byDefault) throws InvalidInputException {
    if (!has(key)) {
      return byDefault;
    }
    List<Double> values = new ArrayList<>();
    for (JsonNode value : node.path(key)) {
      if (!value.isNumber()) {
        throw wrong(key, "three numbers", node.path(key));
      }
      values.add(value.doubleValue());
    }
    return values;
  }

  InvalidInputException wrong(String key, Object expected, Object found) {
    return new InvalidInputException(
        "%s: %s%s must be %s, is %s".formatted(file, path, key, expected, found));
  }

  private static boolean isAbsent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }
}
