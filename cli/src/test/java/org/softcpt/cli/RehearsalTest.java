package org.softcpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {

  @TempDir private Path folder;

  /** The launcher goes on without an archive if a rehearsal fails, so nobody else would notice. */
  @Test
  void endsWellAndHasLoadedWhatServingNeeds() throws IOException, InterruptedException {
    Path said = folder.resolve("said.txt");
    Process rehearsal =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Xlog:class+load",
                "-cp",
                System.getProperty("java.class.path"),
                Rehearsal.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertTrue(rehearsal.waitFor(2, TimeUnit.MINUTES));
    String log = Files.readString(said);
    assertEquals(ExitCode.DONE, rehearsal.exitValue(), log);
    assertTrue(log.contains("org.softcpt.cli.Answer source"), log); // predict's
    assertTrue(log.contains("org.softcpt.server.ClassifyEndpoint source"), log);
  }
}
