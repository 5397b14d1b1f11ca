package org.softcpt.cli.inspect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Names and values in reading order. A value is text, a number, a list, or facts of its own; the
 * same tree is shown to people and written as JSON.
 */
public final class Facts {

  private static final String INDENT = "  ";

  private final Map<String, Object> values = new LinkedHashMap<>();

  /**
   * Adds a text, number or list.
   *
   * @param name words with underscores
   * @param value shown by its {@code toString}
   * @return this
   */
  public Facts add(String name, Object value) {
    values.put(name, value);
    return this;
  }

  /**
   * Adds facts about a part.
   *
   * @param name the part
   * @param facts what to say about it
   * @return this
   */
  public Facts add(String name, Facts facts) {
    values.put(name, facts.values);
    return this;
  }

  /**
   * Everything as maps, lists, texts and numbers, for JSON.
   *
   * @return unmodifiable
   */
  public Map<String, Object> asMap() {
    return Collections.unmodifiableMap(values);
  }

  /**
   * Everything as indented lines, values aligned within a part.
   *
   * @return the lines, without line ends
   */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    render(values, INDENT, lines);
    return lines;
  }

  private static void render(Map<?, ?> facts, String indent, List<String> lines) {
    int width = facts.keySet().stream().mapToInt(key -> key.toString().length()).max().orElse(0);
    for (Map.Entry<?, ?> fact : facts.entrySet()) {
      String name = fact.getKey().toString();
      if (fact.getValue() instanceof Map<?, ?> part) {
        lines.add(indent + name);
        render(part, indent + INDENT, lines);
      } else {
        lines.add(indent + name + " ".repeat(width - name.length()) + INDENT + fact.getValue());
      }
    }
  }
}
