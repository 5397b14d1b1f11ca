package org.softcpt.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.softcpt.models.io.Json;
import org.softcpt.trainer.explain.Explainer;
import org.softcpt.trainer.explain.Explanation;
import org.softcpt.trainer.report.Report;

/** {@code softcpt explain}: which tasks are related, and which words lie next to the contexts. */
final class ExplainCommand implements Command {

  private static final int WORDS = 3;
  private static final int MOST_WORDS = 100;

  @Override
  public String name() {
    return "explain";
  }

  @Override
  public String summary() {
    return "says which tasks are related and which words are next to the learned contexts";
  }

  @Override
  public List<String> forms() {
    return List.of("RUN [--words N] [--json] [--out PAGE.html] [--model MODEL]");
  }

  @Override
  public String operand() {
    return "RUN";
  }

  @Override
  public List<Option> options() {
    return DeviceOptions.with(
        Opt.value("words", "N", "words per vector; default " + WORDS),
        Opt.value("model", "MODEL", "the model, if it was moved since"),
        Opt.value("out", "PAGE.html", "the same as a page, with heat maps"),
        Opt.flag("json", "everything as one JSON object"));
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) throws Exception {
    List<Path> runs = arguments.operandPaths();
    if (runs.size() != 1) {
      throw new UsageException("expected one RUN, found " + runs.size());
    }
    int words = arguments.integer("words", WORDS, 1, MOST_WORDS);
    Explainer explainer =
        new Explainer(
            runs.get(0),
            arguments.optionalPath("model"),
            DeviceOptions.session(arguments, terminal));
    Explanation explanation = explainer.explain(words);
    write(explanation, runs.get(0), arguments.optionalPath("out"));
    terminal
        .out()
        .print(
            arguments.has("json")
                ? Json.line(explanation) + "\n"
                : new ExplanationText(explanation).text());
    return ExitCode.DONE;
  }

  private static void write(Explanation explanation, Path run, Optional<Path> out)
      throws IOException {
    if (out.isPresent()) {
      Report.write(
          explanation,
          "Explanation of " + run.toAbsolutePath().normalize().getFileName(),
          out.get(),
          Version.line());
    }
  }
}
