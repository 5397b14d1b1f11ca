package org.softcpt.cli;

import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;
import org.softcpt.trainer.evaluation.Evaluation;
import org.softcpt.trainer.evaluation.EvaluationRequest;
import org.softcpt.trainer.evaluation.Results;
import org.softcpt.trainer.task.TaskSelection;

/** {@code softcpt eval}: what a run is worth on test images. */
final class EvalCommand implements Command {

  @Override
  public String name() {
    return "eval";
  }

  @Override
  public String summary() {
    return "tests a run: accuracy per task, zero-shot beside";
  }

  @Override
  public List<String> forms() {
    return List.of("--run RUN [--cache CACHE] [--part PART] [--model MODEL] [--json]");
  }

  @Override
  public List<Option> options() {
    return DeviceOptions.with(
        Opt.required("run", "RUN", "what softcpt train wrote"),
        Opt.value("cache", "CACHE", "test images; default those of the run's own cache"),
        Opt.value("part", "PART", TrainCommand.PARTS + "; default those that were trained"),
        Opt.value("model", "MODEL", "the model, if it was moved since"),
        NewTaskOptions.withMetaNetwork(),
        Opt.flag("json", "everything as one JSON object, as in RUN/results.json"));
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) throws Exception {
    Results results =
        Evaluation.run(
            new EvaluationRequest(
                arguments.path("run"),
                arguments.optionalPath("cache"),
                arguments.optionalPath("model"),
                DeviceOptions.session(arguments, terminal),
                part(arguments.text("part")),
                arguments.has(NewTaskOptions.WITH_META_NETWORK)));
    if (arguments.has("json")) {
      terminal.out().println(Json.line(results));
    } else {
      terminal.out().print(ResultsTable.text(results));
    }
    return ExitCode.DONE;
  }

  private static Optional<TaskSelection> part(Optional<String> text) throws InvalidInputException {
    return text.isEmpty() ? Optional.empty() : Optional.of(TaskSelection.parse(text.get()));
  }
}
