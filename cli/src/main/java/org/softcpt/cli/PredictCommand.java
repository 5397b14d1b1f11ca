package org.softcpt.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.runtime.PromptClassifier;
import org.softcpt.runtime.SessionOptions;

/** {@code softcpt predict}: a trained bundle answers about images. */
final class PredictCommand implements Command {

  /** How many classes of a task the table shows. */
  static final int DEFAULT_TOP = 3;

  @Override
  public String name() {
    return "predict";
  }

  @Override
  public String summary() {
    return "classifies images with a trained bundle";
  }

  @Override
  public List<String> forms() {
    return List.of(
        "--bundle RUN/bundle [--task NAME] [--top K] [--json] IMAGE...",
        "--bundle RUN/bundle --new-task NAME --classes \"a,b,c\" [--top K] [--json] IMAGE...",
        "--run RUN --new-task NAME --classes \"a,b,c\" [--model MODEL] [--top K] [--json] IMAGE...");
  }

  @Override
  public String operand() {
    return "IMAGE";
  }

  @Override
  public List<Option> options() {
    return DeviceOptions.with(
        Opt.value("bundle", "DIR", "the bundle of a run, RUN/bundle"),
        Opt.value("run", "RUN", "a run, to answer a new task with any method that can"),
        Opt.value("model", "MODEL", "with --run: the model, if it was moved since"),
        Opt.value("task", "NAME", "answer only this task; its id or its name"),
        Opt.value("new-task", "NAME", "a task that was never trained, by its name in words"),
        Opt.value("classes", "LIST", "with --new-task: class names, separated by commas"),
        Opt.value("top", "K", "classes per task in the table; default " + DEFAULT_TOP),
        Opt.flag("json", "one JSON object per image and line, with every class's probability"));
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) throws Exception {
    int top = arguments.integer("top", DEFAULT_TOP, 1, Integer.MAX_VALUE);
    List<Path> images = arguments.operandPaths();
    SessionOptions session = DeviceOptions.session(arguments, terminal);
    try (PromptClassifier classifier = NewTaskOptions.open(arguments, session)) {
      Optional<String> task = task(arguments.text("task"), classifier.manifest().tasks());
      return new ImageRun(terminal, name(), arguments.has("json"), top)
          .answer(
              images,
              image ->
                  classifier.classify(image).stream()
                      .filter(each -> task.isEmpty() || task.get().equals(each.id()))
                      .toList());
    }
  }

  private static Optional<String> task(Optional<String> asked, List<BundleManifest.Task> tasks)
      throws UsageException {
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    for (BundleManifest.Task task : tasks) {
      if (asked.get().equals(task.id()) || asked.get().equals(task.name())) {
        return Optional.of(task.id());
      }
    }
    List<String> ids = tasks.stream().map(BundleManifest.Task::id).toList();
    throw new UsageException(
        "the bundle has no task '%s'; it has %s".formatted(asked.get(), String.join(", ", ids)));
  }
}
