package org.softcpt.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.Option;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;
import org.softcpt.trainer.method.MethodOption;
import org.softcpt.trainer.method.MethodRow;
import org.softcpt.trainer.training.Methods;
import org.softcpt.trainer.training.TrainingConfig;

/** {@code softcpt methods}: what {@code train --method} takes. */
final class MethodsCommand implements Command {

  @Override
  public String name() {
    return "methods";
  }

  @Override
  public String summary() {
    return "lists the methods that train takes; with a name, the settings of that one";
  }

  @Override
  public List<String> forms() {
    return List.of("[NAME] [--json]");
  }

  @Override
  public String operand() {
    return "NAME";
  }

  @Override
  public boolean needsOperand() {
    return false;
  }

  @Override
  public List<Option> options() {
    return List.of(Opt.flag("json", "one JSON object per method and line"));
  }

  @Override
  public int run(Arguments arguments, Terminal terminal)
      throws UsageException, InvalidInputException {
    List<String> names = arguments.operands();
    if (names.size() > 1) {
      throw new UsageException("expected one NAME, found " + names);
    }
    List<MethodRow> rows = names.isEmpty() ? Methods.all() : List.of(Methods.named(names.get(0)));
    if (arguments.has("json")) {
      rows.forEach(row -> terminal.out().println(Json.line(facts(row))));
    } else if (names.isEmpty()) {
      terminal.out().print(table(rows).text());
    } else {
      describe(rows.get(0), terminal);
    }
    return ExitCode.DONE;
  }

  private static Table table(List<MethodRow> rows) {
    Table table = new Table("method", "kind", "learns", "source");
    rows.forEach(row -> table.row(row.name(), kind(row), row.description(), row.source()));
    return table;
  }

  private static void describe(MethodRow row, Terminal terminal) {
    terminal
        .out()
        .printf("%s (%s method): %s%n%s%n", row.name(), kind(row), row.description(), row.source());
    terminal.out().println("settings: " + String.join(", ", TrainingConfig.settings(row)));
    if (!row.options().isEmpty()) {
      Table table = new Table("its own", "default", "meaning");
      row.options().forEach(each -> table.row(each.name(), shown(each), each.description()));
      terminal.out().print(table.text());
    }
  }

  private static String shown(MethodOption option) {
    return option.standard().isEmpty() ? "(none)" : option.standard();
  }

  private static String kind(MethodRow row) {
    return row.isTrainedInSteps() ? "prompt" : "feature";
  }

  private static Map<String, Object> facts(MethodRow row) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", row.name());
    facts.put("kind", kind(row));
    facts.put("description", row.description());
    facts.put("source", row.source());
    facts.put("settings", TrainingConfig.settings(row));
    facts.put("options", row.options().stream().map(MethodsCommand::facts).toList());
    return facts;
  }

  private static Map<String, Object> facts(MethodOption option) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", option.name());
    facts.put("default", option.standard());
    facts.put("description", option.description());
    return facts;
  }
}
