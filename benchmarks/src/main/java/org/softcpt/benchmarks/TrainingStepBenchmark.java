package org.softcpt.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.softcpt.runtime.Device;
import org.softcpt.runtime.ModelFolder;
import org.softcpt.runtime.SessionOptions;
import org.softcpt.trainer.cache.FeatureCache;
import org.softcpt.trainer.method.MethodSetup;
import org.softcpt.trainer.method.OnnxTextSegments;
import org.softcpt.trainer.method.PairBatch;
import org.softcpt.trainer.method.PromptMethod;
import org.softcpt.trainer.method.PromptMethods;
import org.softcpt.trainer.task.Sample;
import org.softcpt.trainer.task.Split;
import org.softcpt.trainer.training.MomentumSgd;
import org.softcpt.trainer.training.TrainingConfig;

/**
 * A method's training step and where its time goes. Arguments: model, cache, threads, steps and, if
 * it is not SoftCPT-NATA, the method.
 */
public final class TrainingStepBenchmark {

  private static final int BATCH = 32;
  private static final int WARM_UP = 5;

  private final FeatureCache cache;
  private final List<Sample> training;
  private final Random random = new Random(1);

  private TrainingStepBenchmark(FeatureCache cache) {
    this.cache = cache;
    this.training =
        cache.samples().stream().filter(sample -> sample.split() == Split.TRAIN).toList();
  }

  /**
   * Measures and prints.
   *
   * @param arguments model folder, cache folder, threads, steps, method
   * @throws IOException if model or cache cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    ModelFolder model = ModelFolder.open(Path.of(arguments[0]));
    SessionOptions options = new SessionOptions(Device.cpu(), Integer.parseInt(arguments[2]));
    try (FeatureCache cache = FeatureCache.open(Path.of(arguments[1]));
        TimedSegments segments = new TimedSegments(OnnxTextSegments.open(model, options))) {
      TrainingConfig config =
          TrainingConfig.of(Map.of("method", arguments.length > 4 ? arguments[4] : "softcpt-nata"));
      MethodSetup setup = config.setup(segments, OnnxTextSegments.vocabulary(model), cache.tasks());
      try (PromptMethod method = PromptMethods.named(config.method()).factory().create(setup)) {
        new TrainingStepBenchmark(cache).run(method, segments, Integer.parseInt(arguments[3]));
      }
    }
  }

  private void run(PromptMethod method, TimedSegments segments, int steps) {
    MomentumSgd optimiser = new MomentumSgd(0.9, 5e-4, method.parameters());
    Timing.of(0, WARM_UP, () -> step(method, optimiser));
    segments.reset();
    double before = Memory.resident();
    Timing timing = Timing.of(0, steps, () -> step(method, optimiser));
    System.out.printf(
        "%d tasks, %d classes, batch of %d: %s%n",
        cache.tasks().size(), cache.tasks().classCount(), BATCH, timing);
    double total = timing.total();
    double rest =
        total - segments.featureSeconds() - segments.gradientSeconds() - segments.classSeconds();
    share("task segment, forward", segments.featureSeconds(), total, steps);
    share("class segment, forward and backward", segments.classSeconds(), total, steps);
    share("task segment, backward", segments.gradientSeconds(), total, steps);
    share("sub-network, SGD and the rest", rest, total, steps);
    System.out.printf(
        "memory: peak %.0f MiB; resident %.0f MiB before and %.0f MiB after %d steps%n",
        Memory.peak(), before, Memory.resident(), steps);
  }

  private static void share(String what, double seconds, double total, int steps) {
    System.out.printf(
        "  %-36s %8.4f s a step  %5.1f %%%n", what, seconds / steps, 100 * seconds / total);
  }

  private void step(PromptMethod method, MomentumSgd optimiser) {
    method.step(batch());
    optimiser.step(0.002);
  }

  private PairBatch batch() {
    float[] features = new float[BATCH * cache.width()];
    long[] tasks = new long[BATCH];
    long[] labels = new long[BATCH];
    for (int i = 0; i < BATCH; i++) {
      Sample sample = training.get(random.nextInt(training.size()));
      int task = 0;
      while (sample.label(task) == Sample.NONE) {
        task++;
      }
      tasks[i] = task;
      labels[i] = cache.tasks().offset(task) + (long) sample.label(task);
      float[] feature = cache.feature(sample.row(), 0);
      System.arraycopy(feature, 0, features, i * cache.width(), cache.width());
    }
    return new PairBatch(features, tasks, labels, BATCH);
  }
}
