package org.softcpt.trainer.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.softcpt.models.folder.VersionedJson;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.trainer.training.RunManifest.Origin;
import org.softcpt.trainer.training.Training;
import org.softcpt.trainer.training.Workbench;

/**
 * {@code experiment.json}: what was asked for, of what, on which machine.
 *
 * @param name the experiment's
 * @param model the exported model
 * @param cache the features; of the whole cache
 * @param test the other cache that was tested; absent without one
 * @param transfer what else than their own tasks the runs are tested on
 * @param methods with every setting and where it comes from
 * @param shots images per class
 * @param seeds of the runs
 * @param parallel most runs at once
 * @param threads of one run; 0 is one per core
 * @param machine where
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExperimentManifest(
    String name,
    Origin model,
    Origin cache,
    @Nullable Origin test,
    Transfer transfer,
    List<Method> methods,
    List<Integer> shots,
    List<Long> seeds,
    int parallel,
    int threads,
    Machine machine) {

  /** The file's name. */
  public static final String FILE = "experiment.json";

  private static final String FORMAT = "softcpt-experiment";
  private static final int VERSION = 1;

  /**
   * One method's settings.
   *
   * @param label what the tables call it
   * @param method its name
   * @param settings by name
   */
  public record Method(String label, String method, Map<String, Setting> settings) {}

  /**
   * One setting.
   *
   * @param value as text
   * @param from {@code default} (fixed: the published recipe, or the method's own default), {@code
   *     experiment} (common to its methods) or {@code method} (this entry's)
   */
  public record Setting(String value, String from) {}

  /**
   * The computer.
   *
   * @param processors that Java sees
   * @param memoryBytes of the machine that may be used at the start; 0 if unknown
   * @param java version and maker
   * @param system name, version and architecture
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Machine(int processors, long memoryBytes, String java, String system) {

    static Machine here() {
      return new Machine(
          Runtime.getRuntime().availableProcessors(),
          ProcessMemory.ofThisProcess().available().orElse(0),
          System.getProperty("java.vm.name") + " " + Runtime.version(),
          "%s %s %s"
              .formatted(
                  System.getProperty("os.name"),
                  System.getProperty("os.version"),
                  System.getProperty("os.arch")));
    }
  }

  /**
   * Reads what an experiment was.
   *
   * @param experiment the folder
   * @return the manifest
   * @throws InvalidInputException if it is missing or damaged
   * @throws IOException if reading fails
   */
  public static ExperimentManifest read(Path experiment) throws IOException {
    return VersionedJson.read(experiment.resolve(FILE), FORMAT, VERSION, ExperimentManifest.class);
  }

  static ExperimentManifest of(ExperimentPlan plan, Workbench bench, Workers workers)
      throws IOException {
    return new ExperimentManifest(
        plan.name(),
        new Origin(text(plan.model()), bench.model().manifest().textDigest()),
        origin(plan.cache(), bench),
        plan.test().isPresent() ? origin(plan.test().get(), bench) : null,
        plan.transfer(),
        methods(plan),
        plan.shots(),
        plan.seeds(),
        workers.count(),
        workers.threads(),
        Machine.here());
  }

  void write(Path experiment) throws IOException {
    VersionedJson.write(experiment.resolve(FILE), FORMAT, VERSION, this);
  }

  private static Origin origin(Path cache, Workbench bench) throws IOException {
    return new Origin(text(cache), Training.digest(bench.cache(cache)));
  }

  private static String text(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  private static List<Method> methods(ExperimentPlan plan) throws InvalidInputException {
    List<Method> methods = new java.util.ArrayList<>();
    for (PlannedMethod method : plan.methods()) {
      methods.add(new Method(method.label(), method.method(), settings(plan, method)));
    }
    return methods;
  }

  /** Shots and seed are the experiment's axes, the method has its own field. */
  private static Map<String, Setting> settings(ExperimentPlan plan, PlannedMethod method)
      throws InvalidInputException {
    Map<String, String> texts =
        method.config(plan.settings(), plan.shots().get(0), plan.seeds().get(0)).texts();
    Map<String, Setting> settings = new LinkedHashMap<>();
    texts.forEach(
        (name, value) -> {
          if (!List.of("method", "shots", "seed").contains(name)) {
            settings.put(name, new Setting(value, from(plan, method, name)));
          }
        });
    return settings;
  }

  private static String from(ExperimentPlan plan, PlannedMethod method, String name) {
    if (method.settings().containsKey(name)) {
      return "method";
    }
    return plan.settings().containsKey(name) ? "experiment" : "default";
  }
}
