package org.softcpt.trainer.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The experiment files of the paper's tables; their images are not here. */
class PublishedTablesTest {

  private static final Path FOLDER = Path.of("..", "benchmarks-data", "tables");

  @TempDir Path folder;

  static List<Path> tables() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<Path> tables = files.sorted().toList();
      assertEquals(13, tables.size());
      return tables;
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  void oneCommandIsEnough(Path table) throws IOException {
    GivenPaths given =
        new GivenPaths(
            Optional.of(folder), Optional.empty(), Optional.of(folder), folder.resolve("cache"));
    ExperimentPlan plan = ExperimentPlan.read(table, given);
    assertEquals(folder.resolve("cache"), plan.cache());
    assertTrue(Files.exists(plan.recipe().orElseThrow().tasks()));
    assertEquals(ExperimentPlan.PUBLISHED_SEEDS, plan.seeds());
    String command = "softcpt experiment benchmarks-data/tables/" + table.getFileName() + " ";
    assertTrue(Files.readString(table).contains(command), "the command at its head");
  }
}
