package org.softcpt.runtime;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * ONNX Runtime's environment, one per process and never closed. Version 1.29, while it gets ready to
 * report its use, crashes where the process's command line is longer than a page, as class paths
 * are: whoever uses the library gets an exception instead that says what to do.
 */
final class NativeEnvironment {

  static final String VARIABLE = "ORT_DISABLE_TELEMETRY";

  /** Bytes; measured: 4096 works, 4097 does not. */
  private static final int LONGEST_COMMAND_LINE = 4096;

  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

  private NativeEnvironment() {}

  /**
   * The environment; loads the native library when it is first called.
   *
   * @throws IllegalStateException if that would crash
   */
  static OrtEnvironment get() {
    requireSafe(System.getenv(VARIABLE), commandLine());
    return OrtEnvironment.getEnvironment();
  }

  static void requireSafe(@Nullable String telemetryDisabled, int commandLine) {
    if (telemetryDisabled == null && commandLine > LONGEST_COMMAND_LINE) {
      throw new IllegalStateException(
          "set %s=1 in the environment: with telemetry on, ONNX Runtime crashes where the command line is longer than %d bytes; it has %d"
              .formatted(VARIABLE, LONGEST_COMMAND_LINE, commandLine));
    }
  }

  /** Bytes of the process's command line; 0 where the system does not tell. */
  private static int commandLine() {
    try {
      return Files.readAllBytes(COMMAND_LINE).length;
    } catch (IOException e) { // no Linux
      return 0;
    }
  }
}
