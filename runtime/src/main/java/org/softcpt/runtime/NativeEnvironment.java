package org.softcpt.runtime;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * ONNX Runtime's environment, one per process and never closed. Version 1.29, while it gets ready
 * to report its use, crashes where the process's command line is as long as class paths are:
 * whoever uses the library gets an exception instead that says what to do.
 */
final class NativeEnvironment {

  static final String VARIABLE = "ORT_DISABLE_TELEMETRY";

  /** Values that turn telemetry off; 0, 2 and nothing do not (tried). */
  private static final Set<String> DISABLING = Set.of("1", "true", "yes", "on");

  /** Bytes. 3980 worked and 3981 crashed (Linux x64); what else it reports may vary in length. */
  private static final int LONGEST_COMMAND_LINE = 3500;

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
    boolean disabled =
        telemetryDisabled != null && DISABLING.contains(telemetryDisabled.toLowerCase(Locale.ROOT));
    if (!disabled && commandLine > LONGEST_COMMAND_LINE) {
      throw new IllegalStateException(
          "set %s=1 in the environment: with telemetry on, ONNX Runtime crashes where the command line is long; it has %d bytes, expected at most %d"
              .formatted(VARIABLE, commandLine, LONGEST_COMMAND_LINE));
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
