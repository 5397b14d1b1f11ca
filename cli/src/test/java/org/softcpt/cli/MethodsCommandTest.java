package org.softcpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.softcpt.models.io.Json;
import org.softcpt.trainer.method.MethodRow;
import org.softcpt.trainer.training.Methods;

class MethodsCommandTest {

  @Test
  void listsEveryMethodWithKindAndSource() {
    List<String> lines = CommandRun.of("methods").out().lines().toList();
    List<String> names = lines.stream().skip(1).map(line -> line.split(" ")[0]).toList();
    assertEquals(Methods.all().stream().map(MethodRow::name).toList(), names);
    String probe = lines.get(1 + names.indexOf("linear-probe"));
    assertTrue(probe.contains("  feature  ") && probe.contains("arXiv 2103.00020"), probe);
  }

  @Test
  void aNameGivesTheSettingsOfThatMethod() {
    CommandRun run = CommandRun.of("methods", "tip-adapter-f");
    assertTrue(
        run.out().contains("settings: method, shots, seed, sampling, tip_adapter_alpha"),
        run.out());
    assertTrue(run.out().matches("(?s).*\ntip_adapter_rate +0\\.001 .*"), run.out());
    CommandRun prompts = CommandRun.of("methods", "softcpt-nata");
    assertTrue(prompts.out().contains("seed, epochs, batch"), prompts.out());
  }

  @Test
  void jsonSaysTheSame() throws IOException {
    JsonNode facts = Json.mapper().readTree(CommandRun.of("methods", "taskres", "--json").out());
    assertEquals("feature", facts.path("kind").asText());
    assertEquals("0.5", facts.path("options").path(0).path("default").asText());
    assertEquals(Methods.all().size(), CommandRun.of("methods", "--json").out().lines().count());
  }

  @Test
  void anUnknownNameIsRefusedWithTheKnownOnes() {
    CommandRun run = CommandRun.of("methods", "tip");
    assertEquals(ExitCode.USERS, run.code());
    assertTrue(run.err().contains("found tip") && run.err().contains("tip-adapter"), run.err());
  }
}
