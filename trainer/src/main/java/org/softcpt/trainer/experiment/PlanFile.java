package org.softcpt.trainer.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.softcpt.models.io.InvalidInputException;

/** An experiment file, read strictly: unknown keys and wrong types are the user's mistakes. */
final class PlanFile {

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final List<String> KEYS =
      List.of(
          "name",
          "model",
          "cache",
          "methods",
          "shots",
          "seeds",
          "settings",
          "parallel",
          "base_to_new",
          "test");

  /** Keys of a method's entry that are not settings. */
  private static final String METHOD = "method";

  private static final String LABEL = "label";

  private final Path file;
  private final JsonNode root;

  private PlanFile(Path file, JsonNode root) {
    this.file = file;
    this.root = root;
  }

  static PlanFile open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException(file + ": no such file");
    }
    try {
      PlanFile plan = new PlanFile(file, MAPPER.readTree(Files.readAllBytes(file)));
      plan.requireKeys();
      return plan;
    } catch (JsonProcessingException e) {
      String problem = e.getOriginalMessage().lines().findFirst().orElse("");
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new InvalidInputException(
          "%s: not valid YAML or JSON at line %d: %s".formatted(file, line, problem), e);
    }
  }

  private void requireKeys() throws InvalidInputException {
    if (!root.isObject()) {
      throw new InvalidInputException(file + ": expected keys and values of an experiment");
    }
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      if (!KEYS.contains(entry.getKey())) {
        throw problem(entry.getKey(), "unknown key; known: " + String.join(", ", KEYS));
      }
    }
  }

  ExperimentPlan plan(GivenPaths given) throws IOException {
    try {
      List<PlannedMethod> methods = methods();
      CacheEntry cache = new CacheEntry(file, root.path("cache"), given);
      ExperimentPlan plan =
          new ExperimentPlan(
              name(),
              given.model().isPresent() ? given.model().get() : path("model"),
              cache.folder(),
              cache.recipe(methods),
              methods,
              numbers("shots", ExperimentPlan.PUBLISHED_SHOTS, JsonNode::asInt),
              numbers("seeds", ExperimentPlan.PUBLISHED_SEEDS, JsonNode::asLong),
              commonSettings(),
              parallel(),
              transfer(),
              root.has("test") ? Optional.of(path("test")) : Optional.empty());
      requireSettings(plan);
      return plan;
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(file + ": " + e.getMessage(), e);
    }
  }

  /** So that a misspelt setting of the last method is not found after a day. */
  private void requireSettings(ExperimentPlan plan) throws InvalidInputException {
    for (PlannedMethod method : plan.methods()) {
      try {
        method.config(plan.settings(), plan.shots().get(0), plan.seeds().get(0));
      } catch (InvalidInputException e) {
        throw new InvalidInputException(file + ": " + e.getMessage(), e);
      }
    }
  }

  private String name() throws InvalidInputException {
    if (root.has("name")) {
      return text("name", root.get("name"));
    }
    return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
  }

  private Path path(String key) throws InvalidInputException {
    if (!root.has(key)) {
      throw problem(key, "is missing");
    }
    return resolve(file, text(key, root.get(key)));
  }

  /** A path of a file, which is relative to its folder. */
  static Path resolve(Path file, String path) {
    return file.toAbsolutePath().getParent().resolve(path).normalize();
  }

  private List<PlannedMethod> methods() throws InvalidInputException {
    JsonNode list = root.path("methods");
    if (!list.isArray() || list.isEmpty()) {
      throw problem("methods", "expected a list of names, found " + kind(list));
    }
    List<PlannedMethod> methods = new ArrayList<>();
    for (JsonNode node : list) {
      methods.add(method(node));
    }
    return methods;
  }

  private PlannedMethod method(JsonNode node) throws InvalidInputException {
    if (node.isTextual()) {
      return new PlannedMethod(node.textValue(), node.textValue(), Map.of());
    }
    Map<String, String> settings = settings("methods", node);
    String method = settings.remove(METHOD);
    if (method == null) {
      throw problem("methods", "expected a name, or '%s: NAME' and settings".formatted(METHOD));
    }
    String label = settings.remove(LABEL);
    return new PlannedMethod(label == null ? method : label, method, settings);
  }

  private Map<String, String> commonSettings() throws InvalidInputException {
    Map<String, String> settings = settings("settings", root.path("settings"));
    if (settings.containsKey(METHOD)) {
      throw problem("settings", "method is no setting here: the experiment has a list of them");
    }
    return settings;
  }

  private Map<String, String> settings(String key, JsonNode node) throws InvalidInputException {
    Map<String, String> texts = new LinkedHashMap<>();
    if (!node.isMissingNode() && !node.isObject()) {
      throw problem(key, "expected settings 'name: value', found " + kind(node));
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      texts.put(entry.getKey(), text(key + ": " + entry.getKey(), entry.getValue()));
    }
    for (String axis : List.of("shots", "seed")) {
      if (texts.containsKey(axis)) {
        throw problem(key, axis + " is no setting here: the experiment has a list of them");
      }
    }
    return texts;
  }

  private <T> List<T> numbers(
      String key, List<T> standard, java.util.function.Function<JsonNode, T> value)
      throws InvalidInputException {
    if (!root.has(key)) {
      return standard;
    }
    List<T> numbers = new ArrayList<>();
    JsonNode list = root.get(key);
    for (JsonNode node : list.isArray() ? list : MAPPER.createArrayNode().add(list)) {
      if (!node.isIntegralNumber() || !node.canConvertToInt()) {
        throw problem(key, "expected whole numbers, found " + kind(node));
      }
      numbers.add(value.apply(node));
    }
    return numbers;
  }

  private Optional<Integer> parallel() throws InvalidInputException {
    List<Integer> number = numbers("parallel", List.of(), JsonNode::asInt);
    if (number.size() > 1) {
      throw problem("parallel", "expected one number, found " + number.size());
    }
    return number.stream().findFirst();
  }

  private Transfer transfer() throws InvalidInputException {
    if (!root.has("base_to_new")) {
      return root.has("test") ? Transfer.CACHE : Transfer.NONE;
    }
    if (root.has("test")) {
      throw problem("test", "not together with base_to_new: make two experiments of them");
    }
    String text = text("base_to_new", root.get("base_to_new"));
    for (Transfer each : List.of(Transfer.NEW_CLASSES, Transfer.NEW_TASKS)) {
      if (each.key().equals(text)) {
        return each;
      }
    }
    throw problem("base_to_new", "expected classes or tasks, found '" + text + "'");
  }

  private String text(String key, JsonNode node) throws InvalidInputException {
    if (!node.isValueNode() || node.isNull() || node.asText().isBlank()) {
      throw problem(key, "expected one value, found " + kind(node));
    }
    return node.asText().strip();
  }

  private static String kind(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return "nothing";
    }
    return node.isContainerNode() ? (node.isArray() ? "a list" : "keys and values") : node + "";
  }

  private InvalidInputException problem(String key, String message) {
    return new InvalidInputException("%s: %s: %s".formatted(file, key, message));
  }
}
