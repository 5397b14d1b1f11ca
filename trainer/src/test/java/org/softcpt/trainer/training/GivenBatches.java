package org.softcpt.trainer.training;

import java.io.IOException;
import java.nio.file.Path;
import org.softcpt.trainer.method.PairBatch;
import org.softcpt.trainer.method.PromptMethod;
import org.softcpt.trainer.training.Trainer.TrainerParts;

/**
 * Trains on batches that are given, with the product's own loop.
 *
 * @param stepsPerEpoch of all epochs
 * @param source makes the batch of a step
 */
public record GivenBatches(int stepsPerEpoch, Source source) implements Batches {

  /** Gives the batch of a step, counted from 0. */
  public interface Source {
    PairBatch batch(int step) throws IOException;
  }

  @Override
  public PairBatch batch(int step) throws IOException {
    return source.batch(step);
  }

  /** Trains from the method's present values to the end; leaves losses in the folder. */
  public void train(
      PromptMethod method, TrainingConfig config, Path folder, TrainingListener listener)
      throws IOException {
    int steps = config.epochs() * stepsPerEpoch;
    TrainerParts parts =
        new TrainerParts(
            method,
            this,
            new RunFolder(folder),
            "0".repeat(64),
            new TraceWriter(folder, 0, new long[0], 1),
            Trainer.CHECKPOINT_INTERVAL,
            new StagePlace(0, 0, config.epochs(), steps));
    new Trainer(parts, config, listener).run(false);
  }
}
