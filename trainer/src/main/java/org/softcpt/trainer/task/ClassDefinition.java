package org.softcpt.trainer.task;

/**
 * One class of a task.
 *
 * @param id names the class in files, e.g. its folder {@code bell_pepper}; never changed
 * @param name the text for prompts; underscores become spaces, outer blanks go
 */
public record ClassDefinition(String id, String name) {

  /**
   * Tidies the name.
   *
   * @throws IllegalArgumentException if id or name is blank
   */
  public ClassDefinition {
    name = Text.tidy(name);
    if (id.isBlank() || name.isBlank()) {
      throw new IllegalArgumentException("class '%s': name '%s' is blank".formatted(id, name));
    }
  }
}
