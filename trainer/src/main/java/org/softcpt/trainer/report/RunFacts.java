package org.softcpt.trainer.report;

import static j2html.TagCreator.h2;
import static j2html.TagCreator.section;
import static j2html.TagCreator.td;

import j2html.tags.specialized.DivTag;
import j2html.tags.specialized.SectionTag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.trainer.training.RunFolder;
import org.softcpt.trainer.training.RunManifest;

/**
 * What was run: settings, digests, dates, stored numbers.
 *
 * @param folder of the run
 * @param manifest its settings
 */
record RunFacts(RunFolder folder, RunManifest manifest) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  SectionTag html() throws IOException {
    SectionTag section = section(h2("What was run"), facts(origin()), facts(settings()));
    if (Files.isRegularFile(folder.parameters())) {
      section.with(parameters().html());
    }
    return section;
  }

  private DataTable origin() throws IOException {
    DataTable table = new DataTable("Origin", List.of("what", "value"));
    fact(table, "run", folder.root().toString());
    fact(table, "run's digest (settings, model, cache)", manifest.digest());
    fact(table, "model", manifest.model().path());
    fact(table, "model's text digest", manifest.model().sha256());
    fact(table, "cache", manifest.cache().path());
    fact(table, "cache's digest", manifest.cache().sha256());
    fact(
        table,
        "tasks",
        "%d with %d classes".formatted(manifest.tasks().size(), manifest.tasks().classCount()));
    date(table, "begun", folder.config());
    date(table, "trained", folder.parameters());
    date(table, "tested", folder.results());
    fact(table, "machine", "a run does not record it; an experiment does");
    return table;
  }

  private DataTable settings() {
    DataTable table = new DataTable("Settings", List.of("setting", "value"));
    for (Map.Entry<String, String> each : manifest.settings().texts().entrySet()) {
      fact(table, each.getKey(), each.getValue());
    }
    return table;
  }

  private DataTable parameters() throws IOException {
    DataTable table = new DataTable("Learned numbers", List.of("parameter", "shape", "numbers"));
    long total = 0;
    try (SafetensorsFile file = SafetensorsFile.open(folder.parameters())) {
      for (String name : file.names()) {
        List<Integer> shape = file.shape(name);
        long numbers = shape.stream().mapToLong(i -> i).reduce(1, Math::multiplyExact);
        total = Math.addExact(total, numbers);
        table.row(name, Stream.of(shape.toString(), Numbers.count(numbers)));
      }
    }
    return table.row("all", Stream.of("", Numbers.count(total)));
  }

  private static void date(DataTable table, String what, Path file) throws IOException {
    if (Files.exists(file)) {
      fact(table, what, TIME.format(Files.getLastModifiedTime(file).toInstant()));
    }
  }

  static DivTag facts(DataTable table) {
    return table.html().withClass("wide facts");
  }

  static void fact(DataTable table, String what, String value) {
    table.cells(what, Stream.of(td(orDash(value)).withClass("text")));
  }

  /** A setting may be an empty text; a cell without any would look like a mistake. */
  static String orDash(String value) {
    return value.isEmpty() ? "–" : value;
  }
}
