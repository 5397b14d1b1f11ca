package org.softcpt.trainer.report;

import static j2html.TagCreator.details;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.td;

import j2html.tags.specialized.SectionTag;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.softcpt.trainer.experiment.ExperimentManifest;
import org.softcpt.trainer.experiment.ExperimentManifest.Machine;
import org.softcpt.trainer.experiment.ExperimentManifest.Method;
import org.softcpt.trainer.experiment.ExperimentManifest.Setting;
import org.softcpt.trainer.experiment.ExperimentResults;
import org.softcpt.trainer.experiment.ExperimentResults.Row;

/**
 * What was run: origin, machine, settings and where they come from, run by run.
 *
 * @param manifest what was asked for
 * @param results of the runs
 */
record ExperimentFacts(ExperimentManifest manifest, ExperimentResults results) {

  SectionTag html() {
    return section(
        h2("What was run"),
        RunFacts.facts(origin()),
        p(
            "Settings without a remark are defaults; the others were given in the experiment's file, for all its methods (experiment) or for one (method)."),
        settings().html(),
        details(summary("Every run"), runs().html()));
  }

  private DataTable origin() {
    DataTable table = new DataTable("Origin", List.of("what", "value"));
    RunFacts.fact(table, "model", manifest.model().path());
    RunFacts.fact(table, "model's text digest", manifest.model().sha256());
    RunFacts.fact(table, "cache", manifest.cache().path());
    RunFacts.fact(table, "cache's digest", manifest.cache().sha256());
    if (manifest.test() != null) {
      RunFacts.fact(table, "other cache", manifest.test().path());
      RunFacts.fact(table, "other cache's digest", manifest.test().sha256());
    }
    RunFacts.fact(table, "shots", text(manifest.shots()));
    RunFacts.fact(table, "seeds", text(manifest.seeds()));
    RunFacts.fact(table, "runs at once", Integer.toString(manifest.parallel()));
    machine(table, manifest.machine());
    return table;
  }

  private static void machine(DataTable table, Machine machine) {
    RunFacts.fact(table, "processors", Integer.toString(machine.processors()));
    RunFacts.fact(
        table,
        "memory at the start",
        machine.memoryBytes() == 0
            ? "unknown"
            : Numbers.decimals(machine.memoryBytes() / 1e9, 1) + " GB");
    RunFacts.fact(table, "Java", machine.java());
    RunFacts.fact(table, "system", machine.system());
  }

  private DataTable settings() {
    List<String> heading = new ArrayList<>(List.of("setting"));
    Set<String> names = new LinkedHashSet<>();
    for (Method method : manifest.methods()) {
      heading.add(method.label());
      names.addAll(method.settings().keySet());
    }
    DataTable table = new DataTable("Settings", heading);
    names.forEach(name -> table.row(name, values(name)));
    return table;
  }

  /** What each method has for a setting; many know nothing of another one's. */
  private Stream<String> values(String name) {
    return manifest.methods().stream()
        .map(method -> method.settings().get(name))
        .map(setting -> setting == null ? "" : text(setting));
  }

  private static String text(Setting setting) {
    String value = RunFacts.orDash(setting.value());
    return setting.from().equals("default") ? value : value + " (" + setting.from() + ")";
  }

  private DataTable runs() {
    DataTable table =
        new DataTable("Runs", List.of("method", "shots", "seed", "mean, %", "folder"));
    for (Row row : results.rows()) {
      table.cells(
          row.method(),
          Stream.of(
              td(Integer.toString(row.shots())),
              td(Long.toString(row.seed())),
              td(Numbers.percent(row.mean())),
              td(row.run()).withClass("text")));
    }
    return table;
  }

  private static String text(List<? extends Number> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
