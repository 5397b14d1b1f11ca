package org.softcpt.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Clients that others wrote, in Python: that of the environment variable {@code SOFTCPT_PYTHON},
 * else {@code python3}. A test whose client it lacks is skipped.
 */
record PythonPeer(String python, Path folder) {

  private static final Path SCRIPTS = Path.of("..", "tools");

  /** Skips the test if this module cannot be imported. */
  static PythonPeer with(String module, Path folder) throws IOException, InterruptedException {
    String python = Optional.ofNullable(System.getenv("SOFTCPT_PYTHON")).orElse("python3");
    PythonPeer peer = new PythonPeer(python, folder);
    int exit = peer.exit(List.of(python, "-c", "import " + module));
    assumeTrue(exit == 0, "needs a Python with %s, see SOFTCPT_PYTHON".formatted(module));
    return peer;
  }

  /** Runs a script of {@code tools}; what it printed, if it ended well. */
  String run(String script, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(python, SCRIPTS.resolve(script).toString()));
    command.addAll(List.of(arguments));
    assertEquals(0, exit(command), Files.readString(folder.resolve("err")));
    return Files.readString(folder.resolve("out"));
  }

  private int exit(List<String> command) throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectOutput(folder.resolve("out").toFile())
              .redirectError(folder.resolve("err").toFile())
              .start();
    } catch (IOException e) {
      return -1; // no such program
    }
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      return -2;
    }
    return process.exitValue();
  }
}
