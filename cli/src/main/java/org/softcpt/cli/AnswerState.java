package org.softcpt.cli;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.softcpt.models.folder.VersionedJson;
import org.softcpt.models.io.InvalidInputException;

/**
 * How far a file of answers is, and what it answers: {@code FILE.json} beside a finished one,
 * {@code FILE.partial.json} before.
 *
 * @param question what is asked of every image
 * @param images how many were answered
 * @param failed how many of them could not be read
 * @param bytes of the file with all these answers
 * @param pathsSha256 digest of the images' paths, each with a zero byte behind it
 * @param complete whether these are all images
 */
@JsonNaming(SnakeCaseStrategy.class)
record AnswerState(
    Question question, long images, long failed, long bytes, String pathsSha256, boolean complete) {

  private static final String FORMAT = "softcpt-predictions";
  private static final int VERSION = 1;

  /**
   * What is asked: answers to different questions do not go into one file.
   *
   * @param bundleSha256 of the bundle's manifest, which names all other digests
   * @param tasks ids of the tasks that are answered
   * @param answersSha256 of bundle, tasks and classes
   * @param top classes per task at most
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record Question(String bundleSha256, List<String> tasks, String answersSha256, int top) {

    static Question of(Predictor predictor, int top) {
      return new Question(
          predictor.bundle().version(),
          predictor.tasks().stream().map(task -> task.id()).toList(),
          predictor.sha256(),
          top);
    }
  }

  /** Checks that a file was begun with this question. */
  void require(Path file, Question asked) throws InvalidInputException {
    if (!question.bundleSha256().equals(asked.bundleSha256())) {
      throw new InvalidInputException(
          "%s: has answers of bundle %s, not of %s"
              .formatted(file, question.bundleSha256(), asked.bundleSha256()));
    }
    if (!question.equals(asked)) {
      throw new InvalidInputException(
          "%s: has answers to tasks %s with top %d, asked were %s with top %d"
              .formatted(file, question.tasks(), question.top(), asked.tasks(), asked.top()));
    }
  }

  static AnswerState read(Path file) throws IOException {
    return VersionedJson.read(file, FORMAT, VERSION, AnswerState.class);
  }

  void write(Path file) throws IOException {
    VersionedJson.write(file, FORMAT, VERSION, this);
  }
}
