package org.softcpt.trainer.training;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.cache.FeatureTable;
import org.softcpt.trainer.method.MethodSetup;
import org.softcpt.trainer.method.Methods;
import org.softcpt.trainer.method.PromptMethod;
import org.softcpt.trainer.method.PromptVocabulary;
import org.softcpt.trainer.method.TextSegments;
import org.softcpt.trainer.task.FewShot;
import org.softcpt.trainer.task.FewShotSampler;
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
    MethodSetup setup = config.setup(segments, vocabulary, table.tasks());
    try (PromptMethod method = Methods.prompt(config.method()).factory().create(setup)) {
      Trainer trainer = new Trainer(parts(method, config, listener), config, listener);
      int done = trainer.run(start.state() == RunStart.State.INTERRUPTED);
      ParameterFile.write(
          start.folder().parameters(), method.parameters(), start.manifest().digest());
      return new TrainingOutcome(start.folder(), config, trainer.steps() - done);
    }
  }

  private TrainerParts parts(PromptMethod method, TrainingConfig config, TrainingListener listener)
      throws IOException {
    FewShot drawn =
        FewShotSampler.sample(table.samples(), table.tasks(), config.shots(), config.seed());
    drawn.notices().forEach(listener::notice);
    return new TrainerParts(
        method,
        new TrainingSet(table, require(drawn.train()), config.seed()),
        start.folder(),
        start.manifest().digest(),
        new TraceWriter(
            start.folder().trace(), traceSteps, classTasks(table.tasks()), segments.logitScale()),
        checkpointInterval);
  }

  private List<Sample> require(List<Sample> samples) throws InvalidInputException {
    if (samples.isEmpty()) {
      throw new InvalidInputException("cache: no training image in any task");
    }
    return samples;
  }

  private static long[] classTasks(TaskSet tasks) {
    long[] owners = new long[tasks.classCount()];
    for (int task = 0; task < tasks.size(); task++) {
      Arrays.fill(owners, tasks.offset(task), tasks.offset(task + 1), task);
    }
    return owners;
  }
}
