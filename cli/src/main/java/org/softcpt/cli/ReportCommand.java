package org.softcpt.cli;

import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Option;
import org.softcpt.trainer.report.Report;
import org.softcpt.trainer.report.ReportRequest;

/** {@code softcpt report}: a page about a run or an experiment. */
final class ReportCommand implements Command {

  @Override
  public String name() {
    return "report";
  }

  @Override
  public String summary() {
    return "writes a page about a run or an experiment: charts, mistakes, what was run";
  }

  @Override
  public List<String> forms() {
    return List.of("RUN|EXPERIMENT --out PAGE.html [--images DIR] [--model MODEL]");
  }

  @Override
  public String operand() {
    return "RUN|EXPERIMENT";
  }

  @Override
  public List<Option> options() {
    return DeviceOptions.with(
        Opt.required("out", "PAGE.html", "the page to write, one file"),
        Opt.value("images", "DIR", "where the images are, the tasks' root; shows mistakes"),
        Opt.value("model", "MODEL", "the model, if it was moved since"));
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) throws Exception {
    List<Path> sources = arguments.operandPaths();
    if (sources.size() != 1) {
      throw new UsageException("expected one RUN or EXPERIMENT, found " + sources.size());
    }
    Path out = arguments.path("out");
    Report.write(
        new ReportRequest(
            sources.get(0),
            out,
            arguments.optionalPath("images"),
            arguments.optionalPath("model"),
            DeviceOptions.session(arguments, terminal),
            Version.line()));
    terminal.out().println(out);
    return ExitCode.DONE;
  }
}
