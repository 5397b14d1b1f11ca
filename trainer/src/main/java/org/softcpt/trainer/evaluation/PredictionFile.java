package org.softcpt.trainer.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.softcpt.models.io.AtomicFile;
import org.softcpt.trainer.task.TaskDefinition;
import org.softcpt.trainer.task.TaskSet;

/**
 * {@code predictions.csv}: what a run says of every test image, with the ids of tasks and classes.
 *
 * @param tasks what was tested
 */
record PredictionFile(TaskSet tasks) {

  private static final String HEADER = "task,path,label,predicted,probability\n";

  void write(Path file, List<Prediction> predictions) throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    predictions.forEach(each -> text.append(line(each)));
    AtomicFile.writeText(file, text.toString());
  }

  private String line(Prediction prediction) {
    TaskDefinition task = tasks.tasks().get(prediction.task());
    return String.join(
            ",",
            quoted(task.id()),
            quoted(prediction.path()),
            quoted(task.classes().get(prediction.label()).id()),
            quoted(task.classes().get(prediction.predicted()).id()),
            Float.toString((float) prediction.probability()))
        + "\n";
  }

  /** As RFC 4180 says. */
  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
