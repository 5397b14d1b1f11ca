package org.softcpt.trainer.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.cache.FeatureTable;
import org.softcpt.trainer.cache.FeatureView;
import org.softcpt.trainer.method.MethodSetup;
import org.softcpt.trainer.method.Parameter;
import org.softcpt.trainer.method.PromptMethod;
import org.softcpt.trainer.method.PromptMethods;
import org.softcpt.trainer.method.PromptVocabulary;
import org.softcpt.trainer.method.Stage;
import org.softcpt.trainer.method.TextSegments;
import org.softcpt.trainer.task.FewShot;
import org.softcpt.trainer.task.Sample;
import org.softcpt.trainer.task.TaskSet;
import org.softcpt.trainer.training.Trainer.TrainerParts;

/**
 * One run from prepared folder to parameters, over any text encoder.
 *
 * @param start the run
 * @param table the features
 * @param segments the frozen text encoder
 * @param vocabulary writes prompts
 * @param traceSteps how many steps to trace
 * @param checkpointInterval longest time without a checkpoint
 */
record TrainingRun(
    RunStart start,
    FeatureTable table,
    TextSegments segments,
    PromptVocabulary vocabulary,
    int traceSteps,
    Duration checkpointInterval) {

  TrainingOutcome train(TrainingListener listener) throws IOException {
    TrainingConfig config = start.manifest().settings();
    List<Stage> stages = Stage.of(PromptMethods.named(config.method()), table.tasks());
    List<ShuffledBatches> batches = batches(stages, config, listener);
    List<Parameter> result = new ArrayList<>();
    int stepsHere = 0;
    for (int number = 0; number < stages.size(); number++) {
      StagePlace place = place(batches, config, number);
      stepsHere += stage(stages.get(number), batches.get(number), place, number, result, listener);
    }
    ParameterFile.write(start.folder().parameters(), result, start.manifest().digest());
    removeStages(stages.size());
    return new TrainingOutcome(start.folder(), config, stepsHere);
  }

  /** Trains a stage, or takes its result over; gives the number of steps done here. */
  private int stage(
      Stage stage,
      ShuffledBatches batches,
      StagePlace place,
      int number,
      List<Parameter> result,
      TrainingListener listener)
      throws IOException {
    TrainingConfig config = start.manifest().settings();
    MethodSetup setup = config.setup(segments, vocabulary, stage.tasks());
    try (PromptMethod method = PromptMethods.named(config.method()).factory().create(setup)) {
      List<Parameter> stored = stage.stored(method);
      result.addAll(stored);
      Path file = start.folder().stage(number);
      if (Files.exists(file)) {
        ParameterFile.read(file, stored);
        return 0;
      }
      Trainer trainer =
          new Trainer(parts(method, batches, stageDigest(stage), place), config, listener);
      int done = trainer.run(start.state() == RunStart.State.INTERRUPTED);
      if (!stage.prefix().isEmpty()) {
        ParameterFile.write(file, stored, stageDigest(stage));
      }
      return trainer.steps() - done;
    }
  }

  private String stageDigest(Stage stage) {
    String digest = start.manifest().digest();
    return stage.prefix().isEmpty() ? digest : digest + " " + stage.prefix();
  }

  private List<ShuffledBatches> batches(
      List<Stage> stages, TrainingConfig config, TrainingListener listener) throws IOException {
    List<ShuffledBatches> batches = new ArrayList<>();
    for (Stage stage : stages) {
      FeatureTable view = stage.prefix().isEmpty() ? table : new FeatureView(table, stage.tasks());
      FewShot drawn = view.sample(config.shots(), config.seed(), config.sampling());
      drawn.notices().forEach(listener::notice);
      TrainingSet set = new TrainingSet(view, require(drawn.train()), config.seed());
      batches.add(new ShuffledBatches(set, config));
    }
    return batches;
  }

  private static StagePlace place(
      List<ShuffledBatches> batches, TrainingConfig config, int number) {
    int before = 0;
    int all = 0;
    for (int i = 0; i < batches.size(); i++) {
      int steps = config.epochs() * batches.get(i).stepsPerEpoch();
      before += i < number ? steps : 0;
      all += steps;
    }
    int epochs = config.epochs();
    return new StagePlace(number * epochs, before, batches.size() * epochs, all);
  }

  private TrainerParts parts(
      PromptMethod method, ShuffledBatches batches, String digest, StagePlace place) {
    return new TrainerParts(
        method,
        batches,
        start.folder(),
        digest,
        new TraceWriter(
            start.folder().trace(),
            traceSteps,
            classTasks(batches.set().table().tasks()),
            segments.logitScale()),
        checkpointInterval,
        place);
  }

  /** What is left of them does no harm: a run with parameters is finished. */
  private void removeStages(int count) throws IOException {
    for (int number = 0; number < count; number++) {
      Files.deleteIfExists(start.folder().stage(number));
    }
    Files.deleteIfExists(start.folder().stages());
  }

  private List<Sample> require(List<Sample> samples) throws InvalidInputException {
    if (samples.isEmpty()) {
      throw new InvalidInputException("cache: no training image in any task");
    }
    return samples;
  }

  private static long[] classTasks(TaskSet tasks) {
    return IntStream.of(PromptVocabulary.owners(tasks)).asLongStream().toArray();
  }
}
