package org.softcpt.models.pytorch;

import java.util.LinkedHashMap;
import java.util.Map;
import org.softcpt.models.io.InvalidInputException;

/** Finds the tensors of what a pickle built, and names them by their way from the top. */
final class NamedTensors {

  /** A hostile pickle shares parts so that there are more ways to them than atoms. */
  private static final int MOST_STEPS = 200_000;

  private static final int DEEPEST = 64;

  private final Map<String, TorchTensor> tensors = new LinkedHashMap<>();
  private int steps;

  private final Object source;

  private NamedTensors(Object source) {
    this.source = source;
  }

  /**
   * Walks through dictionaries with text keys and scripted objects; anything else has no names.
   *
   * @param source for messages
   * @return tensors by dotted name, in the pickle's order
   */
  static Map<String, TorchTensor> of(Object source, Object root) throws InvalidInputException {
    NamedTensors named = new NamedTensors(source);
    named.add("", root, 0);
    return named.tensors;
  }

  private void add(String name, Object value, int depth) throws InvalidInputException {
    if (++steps > MOST_STEPS || depth > DEEPEST) {
      throw new InvalidInputException(
          "%s: the pickle's containers are nested deeper than %d or hold more than %d values"
              .formatted(source, DEEPEST, MOST_STEPS));
    }
    if (value instanceof TorchTensor tensor) {
      if (tensors.putIfAbsent(name, tensor) != null) {
        throw new InvalidInputException("%s: two tensors are named '%s'".formatted(source, name));
      }
    } else if (value instanceof Map<?, ?> map) {
      addAll(name, map, depth);
    } else if (value instanceof ScriptObject object) {
      addAll(name, object.attributes(), depth);
    }
  }

  private void addAll(String name, Map<?, ?> parts, int depth) throws InvalidInputException {
    for (Map.Entry<?, ?> part : parts.entrySet()) {
      if (part.getKey() instanceof String key) {
        add(name.isEmpty() ? key : name + "." + key, part.getValue(), depth + 1);
      }
    }
  }
}
