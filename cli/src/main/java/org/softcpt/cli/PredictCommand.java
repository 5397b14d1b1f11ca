package org.softcpt.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.commons.cli.Option;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.runtime.SessionOptions;

/** {@code softcpt predict}: a trained bundle answers about images. */
final class PredictCommand implements Command {

  /** How many classes of a task the table shows. */
  static final int DEFAULT_TOP = 3;

  private static final String TOP = "top";
  private static final String JSON = "json";
  private static final String OUT = "out";
  private static final String FORCE = "force";

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
        "--bundle RUN/bundle [--task NAME] [--top K] --out FILE.csv|FILE.jsonl IMAGE-OR-FOLDER...",
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
        Opt.value(
            TOP,
            "K",
            "classes per task, likeliest first, or all; default %d in the table, 1 in CSV, all in JSON"
                .formatted(DEFAULT_TOP)),
        Opt.flag(JSON, "one JSON object per image and line"),
        Opt.value(OUT, "FILE", "write CSV or JSON lines, by the file's ending; can be resumed"),
        Opt.flag(FORCE, "with --out: replace a file that is there"));
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) throws Exception {
    Optional<Path> out = arguments.optionalPath(OUT);
    require(out.isEmpty() || !arguments.has(JSON), "--json and --out do not go together");
    require(out.isPresent() || !arguments.has(FORCE), "--force is for --out");
    if (out.isPresent()) {
      AnswerFormat format = AnswerFormat.of(out.get());
      int top = top(arguments, format.usualTop());
      return ask(
          arguments,
          terminal,
          (predictor, images) -> {
            return new FolderRun(terminal, new AnswerPaths(out.get()), format, arguments.has(FORCE))
                .answer(predictor, top, images);
          });
    }
    boolean json = arguments.has(JSON);
    int top = top(arguments, json ? Integer.MAX_VALUE : DEFAULT_TOP);
    ImageRun run = new ImageRun(terminal, name(), json, top);
    return ask(
        arguments,
        terminal,
        (predictor, images) -> {
          BatchedAnswers.of(predictor)
              .run(new ImageTree(images), batch -> batch.forEach(run::accept));
          return run.finish();
        });
  }

  /** What is done with an open bundle. */
  @FunctionalInterface
  private interface Asking {
    int ask(Predictor predictor, List<Path> images) throws IOException;
  }

  private static int ask(Arguments arguments, Terminal terminal, Asking asking)
      throws UsageException, IOException {
    List<Path> images = arguments.operandPaths();
    requireImages(images);
    SessionOptions session = DeviceOptions.session(arguments, terminal);
    try (Predictor predictor = NewTaskOptions.open(arguments, session)) {
      Optional<BundleManifest.Task> task = task(arguments.text("task"), predictor.tasks());
      return asking.ask(task.isEmpty() ? predictor : predictor.only(task.get()), images);
    }
  }

  private static void requireImages(List<Path> operands) throws InvalidInputException {
    for (Path operand : operands) {
      if (Files.isDirectory(operand) && !new ImageTree(List.of(operand)).hasNext()) {
        throw new InvalidInputException(
            "%s: no image in this folder; looked for names ending in %s"
                .formatted(operand, String.join(", ", new TreeSet<>(ImageTree.ENDINGS))));
      }
    }
  }

  private static int top(Arguments arguments, int usual) throws UsageException {
    boolean all = arguments.text(TOP, "").equals("all");
    return all ? Integer.MAX_VALUE : arguments.integer(TOP, usual, 1, Integer.MAX_VALUE);
  }

  private static void require(boolean condition, String problem) throws UsageException {
    if (!condition) {
      throw new UsageException(problem);
    }
  }

  private static Optional<BundleManifest.Task> task(
      Optional<String> asked, List<BundleManifest.Task> tasks) throws UsageException {
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    for (BundleManifest.Task task : tasks) {
      if (asked.get().equals(task.id()) || asked.get().equals(task.name())) {
        return Optional.of(task);
      }
    }
    List<String> ids = tasks.stream().map(BundleManifest.Task::id).toList();
    throw new UsageException(
        "the bundle has no task '%s'; it has %s".formatted(asked.get(), String.join(", ", ids)));
  }
}
