package org.softcpt.cli;

import java.util.Locale;
import org.softcpt.trainer.training.TrainingListener;
import org.softcpt.trainer.training.TrainingProgress;

/** Shows a training's steps, with epoch and loss beside. */
final class TrainingProgressLine implements TrainingListener {

  private final ProgressLine line;

  TrainingProgressLine(ProgressLine line) {
    this.line = line;
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
    line.say("note: " + message);
  }
}
