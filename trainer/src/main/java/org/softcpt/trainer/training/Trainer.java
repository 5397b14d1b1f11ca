package org.softcpt.trainer.training;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.method.PairBatch;
import org.softcpt.trainer.method.Parameter;
import org.softcpt.trainer.method.PromptMethod;
import org.softcpt.trainer.method.PromptMethod.StepResult;
import org.softcpt.trainer.method.Schedule;

/**
 * The training loop. Everything a step depends on follows from the settings, the step's number and
 * the parameters with their velocities, so a run that was killed and resumed ends with exactly the
 * parameters of one that was not.
 */
final class Trainer {

  /** A step more must still stay under the promised minute between checkpoints. */
  static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(40);

  static final String HEADER = "epoch,step,loss,learning_rate";

  private final PromptMethod method;
  private final List<Parameter> parameters;
  private final Batches batches;
  private final Schedule schedule;
  private final int updates;
  private final MomentumSgd optimiser;
  private final RunFolder folder;
  private final Checkpoint checkpoint;
  private final TraceWriter trace;
  private final Duration interval;
  private final StagePlace place;
  private final TrainingListener listener;

  Trainer(TrainerParts parts, TrainingConfig config, TrainingListener listener) {
    method = parts.method();
    parameters = method.parameters();
    batches = parts.batches();
    folder = parts.folder();
    trace = parts.trace();
    interval = parts.checkpointInterval();
    place = parts.place();
    schedule = config.schedule();
    updates = config.updates();
    optimiser = new MomentumSgd(config.momentum(), config.weightDecay(), parameters);
    checkpoint = new Checkpoint(folder.checkpoint(), parts.digest());
    this.listener = listener;
  }

  /**
   * What a trainer works with.
   *
   * @param method what is learned
   * @param batches what from
   * @param folder where to
   * @param digest of settings, model and cache
   * @param trace writes the first steps
   * @param checkpointInterval longest time without a checkpoint
   * @param place of these steps in the whole run
   */
  record TrainerParts(
      PromptMethod method,
      Batches batches,
      RunFolder folder,
      String digest,
      TraceWriter trace,
      Duration checkpointInterval,
      StagePlace place) {}

  /**
   * Trains from the checkpoint, or from the start, to the end.
   *
   * @param resume whether there is a checkpoint to start from
   * @return steps that were done before
   * @throws InvalidInputException if the loss is no longer a finite number
   */
  int run(boolean resume) throws IOException {
    int done = resume && checkpoint.exists() ? checkpoint.restore(parameters, optimiser) : 0;
    try (CsvLog losses = CsvLog.open(folder.losses(), HEADER, place.stepsBefore() + done)) {
      Progress progress = new Progress(done);
      for (int step = done; step < steps(); step++) {
        StepResult result = step(step);
        losses.append(row(step, result.loss()));
        if (progress.checkpointDue(step + 1)) {
          losses.sync();
          checkpoint.write(step + 1, parameters, optimiser);
        }
        listener.stepDone(progress.after(step, result.loss()));
      }
    }
    return done;
  }

  private String row(int step, float loss) {
    int epoch = place.epochsBefore() + epoch(step) + 1;
    return "%d,%d,%s,%s".formatted(epoch, place.stepsBefore() + step + 1, loss, rate(step));
  }

  private StepResult step(int step) throws IOException {
    PairBatch batch = batches.batch(step);
    StepResult result = method.step(batch);
    requireFinite(step, result.loss());
    int number = place.stepsBefore() + step + 1;
    if (trace.wants(number)) {
      trace.write(number, rate(step), batch, result, parameters);
    }
    for (int update = 0; update < updates; update++) {
      optimiser.step(rate(step)); // weight decay and momentum, too, count once an update
    }
    return result;
  }

  private void requireFinite(int step, float loss) throws InvalidInputException {
    String broken = Float.isFinite(loss) ? null : "loss is " + loss;
    for (Parameter parameter : parameters) {
      if (broken == null && !isFinite(parameter.gradient())) {
        broken = "gradient of " + parameter.name() + " is not finite";
      }
    }
    if (broken != null) {
      throw new InvalidInputException(
          "step %d (epoch %d, learning rate %s): %s; a smaller learning_rate may help"
              .formatted(step + 1, epoch(step) + 1, rate(step), broken));
    }
  }

  /** NaN and infinity survive sums of x·0; finite values do not. */
  private static boolean isFinite(float[] values) {
    float sum = 0;
    for (float value : values) {
      sum += value * 0f;
    }
    return sum == 0;
  }

  int steps() {
    return schedule.epochs() * batches.stepsPerEpoch();
  }

  private int epoch(int step) {
    return step / batches.stepsPerEpoch();
  }

  private double rate(int step) {
    return schedule.at(epoch(step));
  }

  /** Time and steps of this process. */
  private final class Progress {

    private final int from;
    private final long start = System.nanoTime();
    private long lastCheckpoint = start;

    Progress(int from) {
      this.from = from;
    }

    boolean checkpointDue(int stepsDone) {
      boolean epochEnds = stepsDone % batches.stepsPerEpoch() == 0;
      if (epochEnds || System.nanoTime() - lastCheckpoint >= interval.toNanos()) {
        lastCheckpoint = System.nanoTime();
        return true;
      }
      return false;
    }

    TrainingProgress after(int step, float loss) {
      double seconds = (System.nanoTime() - start) / 1e9;
      return new TrainingProgress(
          place.epochsBefore() + epoch(step) + 1,
          place.allEpochs(),
          place.stepsBefore() + step + 1,
          place.allSteps(),
          loss,
          rate(step),
          seconds,
          step + 1 - from);
    }
  }
}
