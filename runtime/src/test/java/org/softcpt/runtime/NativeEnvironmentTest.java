package org.softcpt.runtime;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class NativeEnvironmentTest {

  @TempDir private Path folder;

  /** A program of somebody who did not read about telemetry. */
  public static final class Program {

    private Program() {}

    public static void main(String[] arguments) {
      System.out.println(NativeEnvironment.get().getVersion());
    }
  }

  @Test
  void longCommandLinesWithTelemetryOnAreRefused() {
    IllegalStateException refusal =
        assertThrows(IllegalStateException.class, () -> NativeEnvironment.requireSafe(null, 3501));
    assertTrue(refusal.getMessage().startsWith("set ORT_DISABLE_TELEMETRY=1"), refusal.toString());
    assertDoesNotThrow(() -> NativeEnvironment.requireSafe(null, 3500));
    assertDoesNotThrow(() -> NativeEnvironment.requireSafe("1", 1 << 20));
    assertDoesNotThrow(() -> NativeEnvironment.requireSafe("True", 1 << 20));
    assertThrows(IllegalStateException.class, () -> NativeEnvironment.requireSafe("0", 1 << 20));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aProcessWithALongClassPathGetsAnExceptionAndDoesNotCrash() throws Exception {
    String outcome = run("x".repeat(5000));
    assertTrue(outcome.startsWith("1\n"), outcome);
    assertTrue(outcome.contains("set ORT_DISABLE_TELEMETRY=1 in the environment"), outcome);
  }

  private String run(String padding) throws IOException, InterruptedException {
    Path said = folder.resolve("said.txt");
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                padding));
    builder.environment().remove(NativeEnvironment.VARIABLE);
    Process process = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    return process.exitValue() + "\n" + Files.readString(said);
  }
}
