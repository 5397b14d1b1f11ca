package org.softcpt.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.Option;
import org.softcpt.cli.inspect.Inspection;
import org.softcpt.models.io.Json;

/** {@code softcpt inspect}: what a file or folder is. */
final class InspectCommand implements Command {

  @Override
  public String name() {
    return "inspect";
  }

  @Override
  public String summary() {
    return "says what a file or folder is: kind, shapes, parameters, digests";
  }

  @Override
  public List<String> forms() {
    return List.of("[--json] PATH...");
  }

  @Override
  public String operand() {
    return "PATH";
  }

  @Override
  public List<Option> options() {
    return List.of(Opt.flag("json", "one JSON object per path and line"));
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) throws Exception {
    for (Path path : arguments.operandPaths()) {
      Inspection inspection = Inspection.of(path);
      if (arguments.has("json")) {
        terminal.out().println(Json.line(json(path, inspection)));
      } else {
        terminal.out().println(path + ": " + inspection.title());
        inspection.facts().lines().forEach(terminal.out()::println);
      }
    }
    return ExitCode.DONE;
  }

  private static Map<String, Object> json(Path path, Inspection inspection) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("path", path.toString());
    json.put("kind", inspection.kind());
    json.putAll(inspection.facts().asMap());
    return json;
  }
}
