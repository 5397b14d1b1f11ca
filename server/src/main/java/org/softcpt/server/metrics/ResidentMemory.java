package org.softcpt.server.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory of this process as the kernel counts it: heap, native memory and mapped files. Java
 * itself does not know what native libraries allocate.
 */
public final class ResidentMemory {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  private ResidentMemory() {}

  /**
   * What is in memory now.
   *
   * @return bytes; empty where there is no {@code /proc/self/status}
   */
  public static OptionalLong bytes() {
    return Files.isReadable(STATUS) ? bytes(STATUS) : OptionalLong.empty();
  }

  static OptionalLong bytes(Path status) {
    try {
      Matcher resident = RESIDENT.matcher(Files.readString(status));
      return resident.find()
          ? OptionalLong.of(Math.multiplyExact(Long.parseLong(resident.group(1)), 1024))
          : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty(); // a gauge that cannot be read is not shown
    }
  }
}
