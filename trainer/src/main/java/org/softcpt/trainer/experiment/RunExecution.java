package org.softcpt.trainer.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.runtime.SessionOptions;
import org.softcpt.trainer.evaluation.Evaluation;
import org.softcpt.trainer.evaluation.EvaluationRequest;
import org.softcpt.trainer.evaluation.Results;
import org.softcpt.trainer.task.TaskSelection;
import org.softcpt.trainer.training.RunFolder;
import org.softcpt.trainer.training.Training;
import org.softcpt.trainer.training.TrainingListener;
import org.softcpt.trainer.training.TrainingOutcome;
import org.softcpt.trainer.training.TrainingProgress;
import org.softcpt.trainer.training.TrainingRequest;
import org.softcpt.trainer.training.Workbench;

/**
 * Trains and tests single runs, each step only if it is not done yet.
 *
 * @param plan the experiment
 * @param out its folder
 * @param bench what the runs share
 * @param session as the runs' requests want it; the workbench has it already
 */
record RunExecution(ExperimentPlan plan, Path out, Workbench bench, SessionOptions session) {

  /** Seconds of training, written by an experiment into its runs. */
  private static final String SECONDS = "training_seconds.json";

  /**
   * What a run is worth.
   *
   * @param own on what it was trained on
   * @param elsewhere on something else, or why it cannot answer that
   * @param seconds of training, if known
   * @param parameters count of stored numbers: learned ones, and of feature methods also what they
   *     keep
   * @param trained whether this process did some of the training
   */
  record Outcome(
      Results own,
      Optional<Elsewhere> elsewhere,
      Optional<Double> seconds,
      long parameters,
      boolean trained) {}

  /** Either figures or a reason for there being none. */
  record Elsewhere(Optional<Results> results, String refused) {}

  /** Whether nothing is left to do but to read. */
  boolean isFinished(PlannedRun run) {
    if (!Files.exists(folder(run).results())) {
      return false;
    }
    Optional<EvaluationRequest> other = elsewhere(run);
    try {
      return other.isEmpty() || Evaluation.earlier(other.get(), bench).isPresent();
    } catch (IOException e) { // damaged: executing it says what, in its row
      return false;
    }
  }

  Outcome execute(PlannedRun run, TrainingListener listener) throws IOException {
    boolean trained = train(run, listener);
    EvaluationRequest own = request(run, plan.cache(), plan.transfer().trained());
    Optional<EvaluationRequest> other = elsewhere(run);
    return new Outcome(
        tested(own),
        other.isEmpty() ? Optional.empty() : Optional.of(testedElsewhere(other.get())),
        seconds(run),
        parameters(folder(run).parameters()),
        trained);
  }

  private boolean train(PlannedRun run, TrainingListener listener) throws IOException {
    TrainingRequest request =
        new TrainingRequest(
            plan.model(),
            plan.cache(),
            folder(run).root(),
            run.config().texts(),
            Optional.empty(),
            true,
            0,
            session,
            plan.transfer().trained());
    long start = System.nanoTime();
    Share share = new Share(listener);
    TrainingOutcome outcome = Training.run(request, bench, share);
    if (!outcome.wasFinished()) {
      double seconds = (System.nanoTime() - start) / 1e9 / share.done();
      Json.write(folder(run).root().resolve(SECONDS), seconds);
    }
    return !outcome.wasFinished();
  }

  /** Watches which share of a run this process trains: the time of the rest is reckoned. */
  private static final class Share implements TrainingListener {

    private final TrainingListener next;
    private int earlier = -1; // steps of earlier processes; a run's stages go on counting
    private int last = 1;

    Share(TrainingListener next) {
      this.next = next;
    }

    double done() {
      return earlier < 0 ? 1 : (double) (last - earlier) / last;
    }

    @Override
    public void stepDone(TrainingProgress progress) {
      earlier = earlier < 0 ? progress.step() - progress.stepsHere() : earlier;
      last = progress.step();
      next.stepDone(progress);
    }

    @Override
    public void notice(String message) {
      next.notice(message);
    }
  }

  private Results tested(EvaluationRequest request) throws IOException {
    Optional<Results> earlier = Evaluation.earlier(request, bench);
    return earlier.isPresent() ? earlier.get() : Evaluation.run(request, bench);
  }

  private Elsewhere testedElsewhere(EvaluationRequest request) throws IOException {
    try {
      return new Elsewhere(Optional.of(tested(request)), "");
    } catch (InvalidInputException e) { // the method has nothing to say of these tasks or classes
      return new Elsewhere(Optional.empty(), e.getMessage());
    }
  }

  private Optional<EvaluationRequest> elsewhere(PlannedRun run) {
    return plan.transfer().tested().map(part -> request(run, plan.testedCache(), part));
  }

  private EvaluationRequest request(PlannedRun run, Path cache, TaskSelection part) {
    return new EvaluationRequest(
        folder(run).root(),
        Optional.of(cache),
        Optional.of(plan.model()),
        session,
        Optional.of(part));
  }

  private RunFolder folder(PlannedRun run) {
    return new RunFolder(out.resolve(run.folder()));
  }

  private Optional<Double> seconds(PlannedRun run) throws IOException {
    Path file = folder(run).root().resolve(SECONDS);
    return Files.exists(file) ? Optional.of(Json.read(file, Double.class)) : Optional.empty();
  }

  private static long parameters(Path file) throws IOException {
    try (SafetensorsFile parameters = SafetensorsFile.open(file)) {
      return parameters.names().stream()
          .mapToLong(
              name ->
                  parameters.shape(name).stream().mapToLong(i -> i).reduce(1, Math::multiplyExact))
          .sum();
    }
  }
}
