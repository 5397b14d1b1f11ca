package org.softcpt.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.cli.Option;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.runtime.SessionOptions;
import org.softcpt.trainer.evaluation.Evaluation;
import org.softcpt.trainer.evaluation.EvaluationRequest;
import org.softcpt.trainer.evaluation.Results;
import org.softcpt.trainer.method.MethodRow;
import org.softcpt.trainer.task.TaskSelection;
import org.softcpt.trainer.training.Methods;
import org.softcpt.trainer.training.Training;
import org.softcpt.trainer.training.TrainingConfig;
import org.softcpt.trainer.training.TrainingOutcome;
import org.softcpt.trainer.training.TrainingRequest;

/** {@code softcpt train}: learns prompts from a cache, tests them, writes a bundle. */
final class TrainCommand implements Command {

  /** What {@code --part} takes. */
  static final String PARTS =
      "which tasks and classes of the cache: all, base-classes, new-classes, base-tasks, new-tasks, task:ID or not-task:ID";

  /** Options that are settings of the same name. */
  private static final List<String> SETTINGS =
      List.of("method", "shots", "seed", "epochs", "updates");

  @Override
  public String name() {
    return "train";
  }

  @Override
  public String summary() {
    return "learns from a feature cache, tests what was learned and writes a bundle";
  }

  @Override
  public List<String> forms() {
    return List.of(
        "--model MODEL --cache CACHE --out RUN [--method NAME] [--shots N] [--seed N] [--epochs N] [--part PART]",
        "--model MODEL --cache CACHE --out RUN --resume");
  }

  @Override
  public List<Option> options() {
    TrainingConfig published = TrainingConfig.published();
    String methods = Methods.all().stream().map(MethodRow::name).collect(Collectors.joining(", "));
    return DeviceOptions.with(
        Opt.required("model", "MODEL", "what softcpt export wrote"),
        Opt.required("cache", "CACHE", "what softcpt cache wrote with that model"),
        Opt.required("out", "RUN", "the folder to write"),
        Opt.value("method", "NAME", "one of " + methods + "; default " + published.method()),
        Opt.value("shots", "N", "training images per class; default " + published.shots()),
        Opt.value("seed", "N", "images, starting values, order; default " + published.seed()),
        Opt.value(
            "epochs",
            "N",
            "passes over the images, of methods that have epochs; default " + published.epochs()),
        Opt.value(
            "updates",
            "N",
            "how often a batch's gradient is applied and the schedule advances, of methods that have epochs; 3, with class features 4, as in SoftCPT's published trainer; default "
                + published.updates()),
        Opt.value("part", "PART", PARTS + "; default all"),
        Opt.value("config", "FILE", "more settings, name: value, in YAML or JSON"),
        NewTaskOptions.withMetaNetwork(),
        Opt.flag("resume", "go on with an interrupted run, to the same result"),
        Opt.value("trace", "N", "write what is needed to recompute the first N steps elsewhere"));
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) throws Exception {
    SessionOptions session = DeviceOptions.session(arguments, terminal);
    TrainingRequest request = request(arguments, session);
    TrainingOutcome outcome = train(request, terminal);
    if (outcome.wasFinished()) {
      terminal.note(request.out() + " was finished already; testing it again");
    }
    Results results = evaluate(request, arguments.has(NewTaskOptions.WITH_META_NETWORK));
    terminal
        .out()
        .printf(
            Locale.ROOT,
            "%s: %s, mean accuracy %.1f %% (zero-shot %.1f %%), %s%n",
            request.out(),
            how(outcome.config()),
            100 * results.mean(),
            100 * results.zeroShotMean(),
            bundle(outcome));
    return ExitCode.DONE;
  }

  private static String how(TrainingConfig config) {
    return config.row().isTrainedInSteps() ? config.epochs() + " epochs" : config.method();
  }

  private static String bundle(TrainingOutcome outcome) {
    return Files.exists(outcome.folder().bundle())
        ? "bundle in " + outcome.folder().bundle()
        : "no bundle: " + outcome.config().method() + " has none";
  }

  /** Trains with progress on the terminal. */
  static TrainingOutcome train(TrainingRequest request, Terminal terminal) throws Exception {
    try (ProgressLine line = new ProgressLine(terminal, "training", "steps")) {
      return Training.run(request, new TrainingProgressLine(line));
    }
  }

  /** Tests a run that has just been trained; writes its results and its bundle. */
  private static Results evaluate(TrainingRequest request, boolean withMetaNetwork)
      throws Exception {
    return Evaluation.run(
        new EvaluationRequest(
            request.out(),
            Optional.of(request.cache()),
            Optional.of(request.model()),
            request.session(),
            Optional.empty(),
            withMetaNetwork));
  }

  private static TrainingRequest request(Arguments arguments, SessionOptions session)
      throws UsageException, InvalidInputException {
    Map<String, String> settings = new LinkedHashMap<>();
    SETTINGS.forEach(name -> arguments.text(name).ifPresent(text -> settings.put(name, text)));
    Path model = arguments.path("model");
    return new TrainingRequest(
        model,
        arguments.path("cache"),
        arguments.path("out"),
        settings,
        arguments.optionalPath("config"),
        arguments.has("resume"),
        arguments.integer("trace", 0, 0, Integer.MAX_VALUE),
        session,
        TaskSelection.parse(arguments.text("part", TaskSelection.ALL.text())));
  }
}
