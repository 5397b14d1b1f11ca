package org.softcpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The programs of {@code examples/node}, another language's ONNX Runtime. */
final class NodeExample {

  private static final Path FOLDER = Path.of("").toAbsolutePath().resolve("../examples/node");

  private NodeExample() {}

  /** Skips the calling test, visibly, where its packages are not installed. */
  static void assumeInstalled() {
    assumeTrue(
        Files.isDirectory(FOLDER.resolve("node_modules/onnxruntime-node")),
        "no onnxruntime-node: run npm ci --ignore-scripts in examples/node");
  }

  /** Runs a program to its end; what it said goes through a file. */
  static String run(Path output, String program, Object... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("node", program));
    List.of(arguments).forEach(argument -> command.add(argument.toString()));
    Process node =
        new ProcessBuilder(command)
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertTrue(node.waitFor(60, TimeUnit.SECONDS), "node did not end");
    assertEquals(0, node.exitValue(), Files.readString(output));
    return Files.readString(output);
  }
}
