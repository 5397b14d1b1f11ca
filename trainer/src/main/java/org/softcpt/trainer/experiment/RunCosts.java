package org.softcpt.trainer.experiment;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.softcpt.trainer.cache.FeatureTable;
import org.softcpt.trainer.task.Sample;
import org.softcpt.trainer.task.Split;
import org.softcpt.trainer.training.TrainingConfig;

/**
 * Guesses the work of runs, for the time left: an image and epoch is a piece.
 *
 * @param table what is trained on
 */
record RunCosts(FeatureTable table) {

  Map<String, Long> of(List<PlannedRun> runs) {
    Map<List<Integer>, Long> images = trainingImages();
    Map<String, Long> costs = new LinkedHashMap<>();
    runs.forEach(run -> costs.put(run.digest(), cost(run, images)));
    return costs;
  }

  private static long cost(PlannedRun run, Map<List<Integer>, Long> images) {
    TrainingConfig config = run.config();
    if (!run.method().learns()) {
      return 1;
    }
    long drawn = images.values().stream().mapToLong(each -> Math.min(each, config.shots())).sum();
    return Math.max(1, drawn * config.epochs());
  }

  /** By task and label. */
  private Map<List<Integer>, Long> trainingImages() {
    Map<List<Integer>, Long> counts = new HashMap<>();
    for (Sample sample : table.samples()) {
      for (int task = 0; task < table.tasks().size(); task++) {
        if (sample.split() == Split.TRAIN && sample.label(task) != Sample.NONE) {
          counts.merge(List.of(task, sample.label(task)), 1L, Long::sum);
        }
      }
    }
    return counts;
  }
}
