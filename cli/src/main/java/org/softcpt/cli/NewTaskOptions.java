package org.softcpt.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.apache.commons.cli.Option;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.runtime.NewTaskWriter;
import org.softcpt.runtime.SessionOptions;
import org.softcpt.trainer.evaluation.NewTask;

/** {@code --new-task} and {@code --classes}: a task by its names, from a bundle or a run. */
final class NewTaskOptions {

  static final String WITH_META_NETWORK = "with-meta-network";

  private static final String NEW_TASK = "new-task";

  private NewTaskOptions() {}

  /** What {@code train} and {@code eval} offer, so that a bundle can answer new tasks later. */
  static Option withMetaNetwork() {
    return Opt.flag(
        WITH_META_NETWORK,
        "put text encoder and meta network into the bundle, so that it answers new tasks");
  }

  /**
   * Opens what shall answer: a bundle, or a bundle's image encoder with a new task in place of its
   * own.
   *
   * @throws UsageException if the options do not go together
   * @throws IOException if a file is wrong, or the method cannot answer new tasks
   */
  static Predictor open(Arguments arguments, SessionOptions session)
      throws UsageException, IOException {
    requireTogether(arguments);
    if (!arguments.has(NEW_TASK)) {
      return Predictor.open(arguments.path("bundle"), session);
    }
    String name = arguments.text(NEW_TASK, "");
    NewTask task = new NewTask(name, classes(arguments.text("classes", "")));
    Path bundle =
        arguments.has("run") ? arguments.path("run").resolve("bundle") : arguments.path("bundle");
    return Predictor.open(
        bundle,
        new BundleManifest.Task(name, name, task.classes()),
        features(arguments, task, session),
        session);
  }

  private static FloatTensor features(Arguments arguments, NewTask task, SessionOptions session)
      throws UsageException, IOException {
    if (arguments.has("run")) {
      return task.textFeatures(arguments.path("run"), arguments.optionalPath("model"), session);
    }
    try (NewTaskWriter writer = NewTaskWriter.open(arguments.path("bundle"), session)) {
      return writer.textFeatures(task.name(), task.classes());
    }
  }

  private static void requireTogether(Arguments arguments) throws UsageException {
    require(arguments.has("run") != arguments.has("bundle"), "expected either --bundle or --run");
    boolean isNew = arguments.has(NEW_TASK);
    require(isNew == arguments.has("classes"), "--new-task and --classes go together");
    require(isNew || arguments.has("bundle"), "--run is for --new-task; else take RUN/bundle");
    require(!isNew || !arguments.has("task"), "--task and --new-task do not go together");
    require(arguments.has("run") || !arguments.has("model"), "--model is for --run");
    require(!isNew || !arguments.text(NEW_TASK, "").isBlank(), "--new-task is blank");
  }

  private static void require(boolean condition, String problem) throws UsageException {
    if (!condition) {
      throw new UsageException(problem);
    }
  }

  /** Class names separated by commas. */
  static List<String> classes(String list) throws UsageException {
    List<String> classes =
        Arrays.stream(list.split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList();
    if (classes.size() < 2 || new HashSet<>(classes).size() < classes.size()) {
      throw new UsageException(
          "--classes takes at least two different names separated by commas, not '%s'"
              .formatted(list));
    }
    return classes;
  }
}
