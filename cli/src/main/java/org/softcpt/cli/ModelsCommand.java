package org.softcpt.cli;

import java.util.List;
import java.util.Locale;
import org.apache.commons.cli.Option;
import org.softcpt.hub.KnownModel;
import org.softcpt.hub.KnownModels;
import org.softcpt.models.io.Json;

/** {@code softcpt models}: ids that {@code softcpt pull} takes. */
final class ModelsCommand implements Command {

  @Override
  public String name() {
    return "models";
  }

  @Override
  public String summary() {
    return "lists CLIPs that can be pulled, with sizes and licences";
  }

  @Override
  public List<String> forms() {
    return List.of("[--json]");
  }

  @Override
  public List<Option> options() {
    return List.of(Opt.flag("json", "one JSON object per model and line"));
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) {
    if (arguments.has("json")) {
      KnownModels.all().forEach(model -> terminal.out().println(Json.line(model)));
      return ExitCode.DONE;
    }
    Table table =
        new Table("id", "architecture", "parameters", "about MB", "layout", "licence", "export");
    KnownModels.all().forEach(model -> add(table, model));
    terminal.out().print(table.text());
    terminal.note(
        "sizes are four bytes per parameter; licences are those of the repositories' cards as of "
            + "2026-11-24: read them before use");
    return ExitCode.DONE;
  }

  private static void add(Table table, KnownModel model) {
    table.row(
        model.id(),
        model.architecture(),
        String.format(Locale.ROOT, "%,d", model.parameters()),
        String.format(Locale.ROOT, "%,d", Math.round(model.bytes() / 1e6)),
        model.layout(),
        model.license(),
        model.export());
  }
}
