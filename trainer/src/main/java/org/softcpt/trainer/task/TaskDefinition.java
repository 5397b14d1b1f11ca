package org.softcpt.trainer.task;

import java.util.List;
import java.util.Optional;

/**
 * One classification task.
 *
 * @param id names the task in files and options, e.g. {@code grocery_fruit}
 * @param name the text for the task prompt, e.g. {@code grocery fruit classification}; underscores
 *     become spaces
 * @param classes at least two; their order gives the labels; copied
 * @param templates zero-shot prompts, each with one {@code {}} for the class name; at least one;
 *     copied
 * @param metric the figure the task is judged by
 */
public record TaskDefinition(
    String id, String name, List<ClassDefinition> classes, List<String> templates, Metric metric) {

  /** Where a template takes the class name. */
  public static final String PLACE = "{}";

  /** The template of a task that names none. */
  public static final String DEFAULT_TEMPLATE = "a photo of a {}.";

  /**
   * Checks the task.
   *
   * @throws IllegalArgumentException if id or name is blank, there are fewer than two classes, two
   *     classes share an id or a text, or a template has not exactly one {@code {}}
   */
  public TaskDefinition {
    name = Text.tidy(name);
    classes = List.copyOf(classes);
    templates = List.copyOf(templates);
    require(!id.isBlank(), id, "id", "is blank");
    require(!name.isBlank(), id, "name", "is blank");
    require(classes.size() >= 2, id, "classes", "expected at least 2, found " + classes.size());
    requireDistinct(id, "folder", classes.stream().map(ClassDefinition::id).toList());
    requireDistinct(id, "name", classes.stream().map(each -> Text.folded(each.name())).toList());
    require(!templates.isEmpty(), id, "templates", "expected at least 1, found none");
    for (String template : templates) {
      int place = template.indexOf(PLACE);
      require(
          place >= 0 && place == template.lastIndexOf(PLACE),
          id,
          "template",
          "'%s' must have exactly one {} for the class name".formatted(template));
    }
  }

  /**
   * Puts every class name into a template.
   *
   * @param template one of {@link #templates}
   * @return one prompt per class, in the classes' order
   */
  public List<String> prompts(String template) {
    return classes.stream().map(each -> template.replace(PLACE, each.name())).toList();
  }

  /**
   * The same task over a range of its classes.
   *
   * @param from first class
   * @param to class after the last
   * @return the smaller task; its labels count from {@code from}
   * @throws IllegalArgumentException if fewer than two classes are left
   * @throws IndexOutOfBoundsException if there are no such classes
   */
  public TaskDefinition withClasses(int from, int to) {
    return new TaskDefinition(id, name, classes.subList(from, to), templates, metric);
  }

  private static void requireDistinct(String id, String key, List<String> texts) {
    Optional<String> twice = Text.duplicate(texts);
    require(twice.isEmpty(), id, "classes", key + " '" + twice.orElse("") + "' occurs twice");
  }

  private static void require(boolean condition, String id, String key, String problem) {
    if (!condition) {
      throw new IllegalArgumentException("task '%s': %s: %s".formatted(id, key, problem));
    }
  }
}
