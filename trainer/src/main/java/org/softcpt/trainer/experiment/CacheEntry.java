package org.softcpt.trainer.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.cache.CacheSettings;
import org.softcpt.trainer.method.MethodEntry;
import org.softcpt.trainer.training.Methods;

/**
 * The key {@code cache} of an experiment file: a path, or how to make it, {@code {tasks: FILE,
 * root: DIR, views: N, seed: S, out: CACHE}} with the tasks at least.
 */
record CacheEntry(Path file, JsonNode node, GivenPaths given) {

  private static final List<String> KEYS = List.of("tasks", "root", "views", "seed", "out");

  /** Where the cache is, or will be. */
  Path folder() throws InvalidInputException {
    if (given.cache().isPresent()) {
      return given.cache().get();
    }
    if (node.isMissingNode()) {
      throw problem("cache", "is missing");
    }
    if (!node.isObject()) {
      return path("cache", node);
    }
    return node.has("out") ? path("out", node.get("out")) : given.ownCache();
  }

  /** How it is made; empty if only a path is said. */
  Optional<CacheRecipe> recipe(List<PlannedMethod> methods) throws InvalidInputException {
    if (!node.isObject()) {
      return Optional.empty();
    }
    requireKeys();
    Optional<Path> root = given.root();
    if (root.isEmpty() && node.has("root")) {
      root = Optional.of(path("root", node.get("root")));
    }
    return Optional.of(
        new CacheRecipe(
            path("tasks", node.path("tasks")),
            root,
            (int) number("views", 0, 0, CacheSettings.MAX_VIEWS),
            number("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE),
            local(methods)));
  }

  private static boolean local(List<PlannedMethod> methods) throws InvalidInputException {
    for (PlannedMethod method : methods) {
      if (Methods.named(method.method()) instanceof MethodEntry entry && entry.local()) {
        return true;
      }
    }
    return false;
  }

  private void requireKeys() throws InvalidInputException {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!KEYS.contains(entry.getKey())) {
        throw problem(entry.getKey(), "unknown key; known: " + String.join(", ", KEYS));
      }
    }
  }

  private Path path(String key, JsonNode value) throws InvalidInputException {
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw problem(key, "expected a path, found " + (value.isMissingNode() ? "nothing" : value));
    }
    return PlanFile.resolve(file, value.textValue().strip());
  }

  private long number(String key, long standard, long least, long most)
      throws InvalidInputException {
    JsonNode value = node.path(key);
    if (value.isMissingNode()) {
      return standard;
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < least
        || value.longValue() > most) {
      throw problem(
          key, "expected a whole number from %d to %d, found %s".formatted(least, most, value));
    }
    return value.longValue();
  }

  private InvalidInputException problem(String key, String message) {
    String where = key.equals("cache") ? key : "cache: " + key;
    return new InvalidInputException("%s: %s: %s".formatted(file, where, message));
  }
}
