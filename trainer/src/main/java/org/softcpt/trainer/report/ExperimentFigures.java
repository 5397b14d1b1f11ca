package org.softcpt.trainer.report;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.softcpt.trainer.experiment.ExperimentResults;
import org.softcpt.trainer.experiment.ExperimentResults.Failure;
import org.softcpt.trainer.experiment.ExperimentResults.Row;
import org.softcpt.trainer.experiment.Statistic;

/**
 * Figures over the seeds of an experiment.
 *
 * @param results of its runs
 */
record ExperimentFigures(ExperimentResults results) {

  /** A figure of one run; empty if the run has none. */
  interface Figure extends Function<Row, Optional<Double>> {}

  /** The mean over tasks. */
  static final Figure MEAN = row -> Optional.of(row.mean());

  /** A task's accuracy. */
  static Figure of(String task) {
    return row -> Optional.ofNullable(row.tasks().get(task));
  }

  /**
   * Labels in the order of the plan; of failed runs, too: that they have no figure must be seen.
   */
  List<String> methods() {
    return Stream.concat(
            results.rows().stream().map(Row::method),
            results.failures().stream().map(Failure::method))
        .distinct()
        .toList();
  }

  List<Integer> shots() {
    return Stream.concat(
            results.rows().stream().map(Row::shots),
            results.failures().stream().map(Failure::shots))
        .distinct()
        .sorted()
        .toList();
  }

  Optional<Statistic> statistic(String method, int shots, Figure figure) {
    List<Double> values =
        rows(method, shots).stream().map(figure).flatMap(Optional::stream).toList();
    return values.isEmpty() ? Optional.empty() : Optional.of(Statistic.of(values));
  }

  List<Row> rows(String method, int shots) {
    return results.rows().stream()
        .filter(row -> row.method().equals(method) && row.shots() == shots)
        .toList();
  }

  /** The highest mean of all methods; several may have it. */
  double best(int shots, Figure figure) {
    return methods().stream()
        .map(method -> statistic(method, shots, figure))
        .flatMap(Optional::stream)
        .mapToDouble(Statistic::mean)
        .max()
        .orElse(Double.NaN);
  }
}
