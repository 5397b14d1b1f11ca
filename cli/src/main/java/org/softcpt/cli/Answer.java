package org.softcpt.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.softcpt.runtime.TaskPrediction;

/**
 * What a classifier says of an image, or why it says nothing.
 *
 * @param image as it is printed
 * @param tasks a prediction per task; none if there is a problem
 * @param problem why the image could not be read
 */
record Answer(Path image, List<TaskPrediction> tasks, Optional<IOException> problem) {

  static Answer of(Path image, List<TaskPrediction> tasks) {
    return new Answer(image, tasks, Optional.empty());
  }

  static Answer failed(Path image, IOException problem) {
    return new Answer(image, List.of(), Optional.of(problem));
  }

  /** The problem in one line, without the path in front, which the answer has anyway. */
  String reason() {
    String message = ErrorReport.userMessage(problem.orElseThrow());
    String prefix = image + ": ";
    return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
  }
}
