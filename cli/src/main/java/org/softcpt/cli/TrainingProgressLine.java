package org.softcpt.cli;

import java.util.Locale;
import org.softcpt.trainer.training.TrainingListener;
import org.softcpt.trainer.training.TrainingProgress;

/** Shows a training's steps, with epoch and loss beside. */
final class TrainingProgressLine implements TrainingListener {

  private final ProgressLine line;
  private final Terminal terminal;

  TrainingProgressLine(ProgressLine line, Terminal terminal) {
    this.line = line;
    this.terminal = terminal;
  }

  @Override
  public void stepDone(TrainingProgress progress) {
    line.begin((long) progress.step() - progress.stepsHere());
    String remark =
        String.format(
            Locale.ROOT,
            "epoch %d/%d, loss %.3f",
            progress.epoch(),
            progress.epochs(),
            progress.loss());
    line.update(progress.step(), progress.steps(), remark);
  }

  @Override
  public void notice(String message) {
    terminal.note(message);
  }
}
