package org.softcpt.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.softcpt.trainer.experiment.ExperimentResults;
import org.softcpt.trainer.experiment.ExperimentResults.Elsewhere;
import org.softcpt.trainer.experiment.ExperimentResults.Row;
import org.softcpt.trainer.experiment.ExperimentResults.Task;
import org.softcpt.trainer.experiment.Statistic;
import org.softcpt.trainer.experiment.Transfer;

/**
 * The figures of an experiment in percent: the mean over tasks by method and shots, then each task
 * by method, for each number of shots.
 *
 * @param results of the runs
 */
record ExperimentTable(ExperimentResults results) {

  /** A figure of one run; empty if the run has none. */
  private interface Figure extends Function<Row, Optional<Double>> {}

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s: accuracy in %%, mean ± standard deviation over seeds [95 %% interval of the mean]\n"
            .formatted(results.name()));
    text.append(averages());
    shots().forEach(each -> text.append(tasks(each)));
    return text.append(section("cost of a run, mean over seeds", costs())).toString();
  }

  private String averages() {
    String own = section(title("mean over tasks"), byShots(row -> Optional.of(row.mean())));
    if (results.transfer() == Transfer.NONE) {
      return own;
    }
    return own
        + section(otherTitle() + ": mean over tasks", byShots(other(Elsewhere::mean)))
        + section("harmonic mean of the two", byShots(other(Elsewhere::harmonicMean)))
        + refusals();
  }

  private String tasks(int shots) {
    String own = section(title(words(shots)), byTask(shots, results.tasks(), Row::tasks));
    if (results.transfer() == Transfer.NONE) {
      return own;
    }
    return own
        + section(
            otherTitle() + ": " + words(shots),
            byTask(
                shots,
                results.newTasks(),
                row -> row.transfer() == null ? Map.of() : row.transfer().tasks()));
  }

  private static Figure other(Function<Elsewhere, Double> figure) {
    return row -> Optional.ofNullable(row.transfer()).map(figure);
  }

  private String title(String rest) {
    return switch (results.transfer()) {
      case NONE -> rest;
      case CACHE -> "the trained tasks: " + rest;
      case NEW_CLASSES -> "base classes: " + rest;
      case NEW_TASKS -> "base tasks: " + rest;
    };
  }

  private String otherTitle() {
    return switch (results.transfer()) {
      case NONE, CACHE -> "the other cache's tasks";
      case NEW_CLASSES -> "new classes";
      case NEW_TASKS -> "new tasks";
    };
  }

  private String refusals() {
    StringBuilder text = new StringBuilder();
    results.rows().stream()
        .filter(row -> row.transfer() != null && row.transfer().refused() != null)
        .map(row -> "note: %s: %s%n".formatted(row.method(), row.transfer().refused()))
        .distinct()
        .forEach(text::append);
    return text.toString();
  }

  private Table byShots(Figure figure) {
    Table table = table("method", shots().stream().map(ExperimentTable::words));
    for (String method : methods()) {
      table.row(
          cells(method, shots().stream().map(each -> whole(statistic(method, each, figure)))));
    }
    return table;
  }

  private Table byTask(int shots, List<Task> tasks, Function<Row, Map<String, Double>> accuracy) {
    Table table = table("task", methods().stream());
    for (Task task : tasks) {
      Figure figure = row -> Optional.ofNullable(accuracy.apply(row).get(task.id()));
      table.row(
          cells(
              task.id(),
              methods().stream().map(method -> brief(statistic(method, shots, figure)))));
    }
    return table;
  }

  private Table costs() {
    Table table = new Table("method", "shots", "runs", "seconds", "stored numbers");
    for (String method : methods()) {
      for (int shots : shots()) {
        List<Row> rows = rows(method, shots);
        if (!rows.isEmpty()) {
          Optional<Statistic> seconds =
              statistic(method, shots, row -> Optional.ofNullable(row.trainingSeconds()));
          table.row(
              method,
              Integer.toString(shots),
              Integer.toString(rows.size()),
              seconds.map(each -> decimal(each.mean())).orElse("-"),
              Long.toString(rows.get(0).parameters()));
        }
      }
    }
    return table;
  }

  private Optional<Statistic> statistic(String method, int shots, Figure figure) {
    List<Double> values =
        rows(method, shots).stream().map(figure).flatMap(Optional::stream).toList();
    return values.isEmpty() ? Optional.empty() : Optional.of(Statistic.of(values));
  }

  private List<Row> rows(String method, int shots) {
    return results.rows().stream()
        .filter(row -> row.method().equals(method) && row.shots() == shots)
        .toList();
  }

  /** Of failed runs, too: that they have no figure must be seen. */
  private List<String> methods() {
    return Stream.concat(
            results.rows().stream().map(Row::method),
            results.failures().stream().map(ExperimentResults.Failure::method))
        .distinct()
        .toList();
  }

  private List<Integer> shots() {
    return Stream.concat(
            results.rows().stream().map(Row::shots),
            results.failures().stream().map(ExperimentResults.Failure::shots))
        .distinct()
        .sorted()
        .toList();
  }

  /** E.g. {@code 72.6 ± 0.5}. */
  private static String brief(Optional<Statistic> statistic) {
    if (statistic.isEmpty()) {
      return "-";
    }
    Statistic of = statistic.get();
    String mean = percent(of.mean());
    return of.deviation().isPresent() ? mean + " ± " + percent(of.deviation().getAsDouble()) : mean;
  }

  /** E.g. {@code 72.6 ± 0.5 [71.4, 73.8]}. */
  private static String whole(Optional<Statistic> statistic) {
    if (statistic.isEmpty() || statistic.get().interval().isEmpty()) {
      return brief(statistic);
    }
    double half = statistic.get().interval().getAsDouble();
    double mean = statistic.get().mean();
    return "%s [%s, %s]".formatted(brief(statistic), percent(mean - half), percent(mean + half));
  }

  private static String percent(double share) {
    return decimal(100 * share);
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String words(int shots) {
    return shots == 1 ? "1 shot" : shots + " shots";
  }

  private static Table table(String first, Stream<String> rest) {
    return new Table(cells(first, rest));
  }

  private static String[] cells(String first, Stream<String> rest) {
    List<String> cells = new ArrayList<>(List.of(first));
    rest.forEach(cells::add);
    return cells.toArray(String[]::new);
  }

  private static String section(String title, Table table) {
    return "\n%s\n%s".formatted(title, table.text());
  }
}
