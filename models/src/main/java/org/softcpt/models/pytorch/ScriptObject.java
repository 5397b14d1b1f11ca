package org.softcpt.models.pytorch;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An object of a script archive: its attributes and nothing else. No {@code equals}, on purpose.
 */
final class ScriptObject {

  private final Map<Object, Object> attributes = new LinkedHashMap<>();

  Map<Object, Object> attributes() {
    return attributes;
  }
}
