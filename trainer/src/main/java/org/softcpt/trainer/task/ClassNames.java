package org.softcpt.trainer.task;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.softcpt.models.io.InvalidInputException;

/**
 * The classes as a user gives them: written out, or in a file of one class a line, {@code name} or
 * {@code id<TAB>name}.
 *
 * @param id the task, for messages
 * @param file relative to the root, if there is one
 * @param given those written out; copied
 */
record ClassNames(String id, Optional<String> file, List<ClassDefinition> given) {

  ClassNames {
    given = List.copyOf(given);
  }

  /** None if the user gives none. */
  List<ClassDefinition> read(Path root) throws IOException {
    if (file.isEmpty()) {
      return given;
    }
    String place = "task '%s': classes: %s".formatted(id, file.get());
    List<ClassDefinition> classes = new ArrayList<>();
    for (TextLines.Line line : TextLines.of(root.resolve(file.get()), place)) {
      classes.add(definition(line, place));
    }
    if (classes.isEmpty()) {
      throw new InvalidInputException(place + ": expected a class a line, found none");
    }
    return classes;
  }

  private static ClassDefinition definition(TextLines.Line line, String place)
      throws InvalidInputException {
    String[] parts = line.text().split("\t", -1);
    if (parts.length > 2 || parts[0].isBlank() || parts[parts.length - 1].isBlank()) {
      throw new InvalidInputException(
          "%s: line %d: expected a name, or an id, a tab and a name, found '%s'"
              .formatted(place, line.number(), line.text().replace('\t', ' ')));
    }
    return new ClassDefinition(parts[0].strip(), parts[parts.length - 1]);
  }
}
