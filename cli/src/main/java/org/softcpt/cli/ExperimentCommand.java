package org.softcpt.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Option;
import org.softcpt.models.io.AtomicFile;
import org.softcpt.models.io.Json;
import org.softcpt.runtime.SessionOptions;
import org.softcpt.trainer.experiment.Experiment;
import org.softcpt.trainer.experiment.ExperimentListener;
import org.softcpt.trainer.experiment.ExperimentPlan;
import org.softcpt.trainer.experiment.ExperimentRequest;
import org.softcpt.trainer.experiment.ExperimentResults;
import org.softcpt.trainer.experiment.ExperimentResults.Failure;
import org.softcpt.trainer.experiment.GivenPaths;

/** {@code softcpt experiment}: methods × shots × seeds, and the table of it. */
final class ExperimentCommand implements Command {

  @Override
  public String name() {
    return "experiment";
  }

  @Override
  public String summary() {
    return "trains and tests methods x shots x seeds and tabulates them; the same command goes on";
  }

  @Override
  public List<String> forms() {
    return List.of(
        "FILE --out EXPERIMENT [--json]",
        "FILE --model MODEL [--root DIR] [--cache CACHE] --out EXPERIMENT [--json]");
  }

  @Override
  public String operand() {
    return "FILE";
  }

  @Override
  public List<Option> options() {
    return DeviceOptions.with(
        Opt.required("out", "EXPERIMENT", "the folder to write, or to go on with"),
        Opt.value("model", "MODEL", "instead of the file's"),
        Opt.value("cache", "CACHE", "instead of the file's; if it says how, made there first"),
        Opt.value("root", "DIR", "where the images are, if the file says how to make the cache"),
        Opt.flag("json", "everything as one JSON object, as in EXPERIMENT/results.json"));
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) throws Exception {
    List<Path> files = arguments.operandPaths();
    if (files.size() != 1) {
      throw new UsageException("expected one FILE, found " + files.size());
    }
    Path out = arguments.path("out");
    ExperimentPlan plan = ExperimentPlan.read(files.get(0), given(arguments, out));
    SessionOptions session = DeviceOptions.session(arguments, terminal);
    if (plan.recipe().isPresent()) {
      CacheRun.make(plan.recipe().get(), plan.model(), plan.cache(), session, terminal);
    }
    ExperimentRequest request = new ExperimentRequest(plan, out, session);
    ExperimentResults results = experiment(request, terminal);
    String table = new ExperimentTable(results).text();
    AtomicFile.writeText(out.resolve("table.txt"), table);
    terminal.out().print(arguments.has("json") ? Json.line(results) + "\n" : table);
    return code(results.failures(), terminal);
  }

  private static GivenPaths given(Arguments arguments, Path out) throws UsageException {
    return new GivenPaths(
        arguments.optionalPath("model"),
        arguments.optionalPath("cache"),
        arguments.optionalPath("root"),
        out.resolve(GivenPaths.OWN_CACHE));
  }

  private static ExperimentResults experiment(ExperimentRequest request, Terminal terminal)
      throws IOException {
    try (ProgressLine line = new ProgressLine(terminal, "experiment", "images x epochs")) {
      return Experiment.run(request, new Lines(line));
    }
  }

  private static int code(List<Failure> failures, Terminal terminal) {
    for (Failure failure : failures) {
      terminal
          .err()
          .printf(
              "softcpt experiment: %s, %d shots, seed %d failed: %s%n",
              failure.method(), failure.shots(), failure.seed(), failure.error());
    }
    if (failures.isEmpty()) {
      return ExitCode.DONE;
    }
    boolean users = failures.stream().allMatch(Failure::usersMistake);
    return users ? ExitCode.USERS : ExitCode.OURS;
  }

  /** Shows the work of all runs on one line. */
  private record Lines(ProgressLine line) implements ExperimentListener {

    @Override
    public void progress(long done, long total, long earlier, String remark) {
      line.begin(earlier);
      line.update(done, total, remark);
    }

    @Override
    public void notice(String message) {
      line.say("note: " + message);
    }
  }
}
