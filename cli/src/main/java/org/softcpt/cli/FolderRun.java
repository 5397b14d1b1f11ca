package org.softcpt.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.softcpt.models.io.InvalidInputException;

/**
 * Answers about all images of files and folders into one file, which a later process can go on
 * with.
 *
 * @param terminal hears of progress
 * @param paths where the answers go
 * @param format how they are written
 * @param force whether a file that is there may be replaced
 */
record FolderRun(Terminal terminal, AnswerPaths paths, AnswerFormat format, boolean force) {

  /**
   * Answers what earlier processes did not.
   *
   * @param top classes per task at most
   * @return the exit code
   */
  int answer(Predictor predictor, int top, List<Path> operands) throws IOException {
    AnswerState.Question question = AnswerState.Question.of(predictor, top);
    Optional<AnswerState> finished = force ? Optional.empty() : paths.finished();
    if (finished.isPresent()) {
      requireSame(finished.get(), question, operands);
      terminal.note(paths.target() + ": is finished; --force begins anew");
      return report(finished.get());
    }
    try (AnswerFile file = AnswerFile.claim(paths, format, question)) {
      Iterator<ListedImage> images = file.remaining(() -> new ImageTree(operands), force);
      answer(predictor, images, file, ImageTree.count(operands));
      return report(file.finish());
    }
  }

  private void requireSame(AnswerState finished, AnswerState.Question question, List<Path> operands)
      throws InvalidInputException {
    finished.require(paths.target(), question);
    if (!finished.pathsSha256().equals(PathDigest.of(new ImageTree(operands)))) {
      throw new InvalidInputException(
          "%s: is finished, with answers about other images; --force replaces it"
              .formatted(paths.target()));
    }
  }

  private void answer(
      Predictor predictor, Iterator<ListedImage> images, AnswerFile file, long total)
      throws IOException {
    try (ProgressLine line = new ProgressLine(terminal, "classifying", "images")) {
      line.begin(file.images());
      BatchedAnswers.of(predictor)
          .run(
              images,
              batch -> {
                file.append(batch);
                line.update(file.images(), total, remark(file.failed()));
              });
    }
  }

  private static String remark(long failed) {
    return failed == 0 ? "" : failed + " not readable";
  }

  private int report(AnswerState state) {
    String problem =
        state.failed() == 0 ? "" : ", %d of them not readable: see error".formatted(state.failed());
    terminal.out().println("%s: %d images%s".formatted(paths.target(), state.images(), problem));
    return state.failed() == 0 ? ExitCode.DONE : ExitCode.USERS;
  }
}
