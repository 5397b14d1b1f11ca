package org.softcpt.trainer.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.softcpt.models.folder.VersionedJson;
import org.softcpt.trainer.task.Metric;
import org.softcpt.trainer.task.TaskDefinition;

/**
 * {@code results.json} of an experiment. Accuracies are shares from 0 to 1.
 *
 * @param name the experiment's
 * @param transfer what else was tested
 * @param tasks what the runs were trained and tested on
 * @param newTasks what they were tested on beside it; empty without transfer
 * @param rows one per run, in the order of methods, shots and seeds; a method that learns nothing
 *     has one per shots, all of the same run
 * @param failures runs that ended otherwise
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ExperimentResults(
    String name,
    Transfer transfer,
    List<Task> tasks,
    List<Task> newTasks,
    List<Row> rows,
    List<Failure> failures) {

  /** The file's name. */
  public static final String FILE = "results.json";

  private static final String FORMAT = "softcpt-experiment-results";
  private static final int VERSION = 1;

  /** Copies the lists. */
  public ExperimentResults {
    tasks = List.copyOf(tasks);
    newTasks = List.copyOf(newTasks);
    rows = List.copyOf(rows);
    failures = List.copyOf(failures);
  }

  /**
   * One task.
   *
   * @param id the task's
   * @param name the task's
   * @param metric which figure its accuracy is
   * @param classes how many
   */
  public record Task(String id, String name, Metric metric, int classes) {

    static Task of(TaskDefinition task) {
      return new Task(task.id(), task.name(), task.metric(), task.classes().size());
    }
  }

  /**
   * One run.
   *
   * @param method the label
   * @param shots images per class
   * @param seed the run's
   * @param mean unweighted mean over tasks
   * @param tasks accuracy by task id
   * @param trainingSeconds time that training took; absent if it was not seen from beginning to end
   * @param parameters count of stored numbers: learned ones, and of feature methods also what they
   *     keep
   * @param run its folder inside the experiment
   * @param transfer what it is worth elsewhere; absent without transfer
   */
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Row(
      String method,
      int shots,
      long seed,
      double mean,
      Map<String, Double> tasks,
      @Nullable Double trainingSeconds,
      long parameters,
      String run,
      @Nullable Elsewhere transfer) {

    /** Copies the map and keeps its order. */
    public Row {
      tasks = Collections.unmodifiableMap(new LinkedHashMap<>(tasks));
    }
  }

  /**
   * What a run is worth on tasks or classes it was not trained on.
   *
   * @param mean unweighted mean over them; absent if refused
   * @param tasks accuracy by task id; empty if refused
   * @param harmonicMean of this mean and the row's; absent if refused
   * @param refused why the method cannot answer; absent if it can
   */
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Elsewhere(
      @Nullable Double mean,
      Map<String, Double> tasks,
      @Nullable Double harmonicMean,
      @Nullable String refused) {

    /** Copies the map and keeps its order. */
    public Elsewhere {
      tasks = Collections.unmodifiableMap(new LinkedHashMap<>(tasks));
    }
  }

  /**
   * A run without a result.
   *
   * @param method the label
   * @param shots images per class
   * @param seed the run's
   * @param run its folder inside the experiment
   * @param error one line
   * @param usersMistake whether it is something the user can put right
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Failure(
      String method, int shots, long seed, String run, String error, boolean usersMistake) {}

  /**
   * Reads the results of an experiment.
   *
   * @param experiment the folder
   * @return the results
   * @throws org.softcpt.models.io.InvalidInputException if they are missing or damaged
   * @throws IOException if reading fails
   */
  public static ExperimentResults read(Path experiment) throws IOException {
    return VersionedJson.read(experiment.resolve(FILE), FORMAT, VERSION, ExperimentResults.class);
  }

  void write(Path experiment) throws IOException {
    VersionedJson.write(experiment.resolve(FILE), FORMAT, VERSION, this);
  }
}
