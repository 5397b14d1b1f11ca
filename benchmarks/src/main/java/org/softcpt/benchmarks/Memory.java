package org.softcpt.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** This process's memory, native and heap together, as Linux counts it. */
final class Memory {

  private Memory() {}

  /** Resident now, MiB. */
  static double resident() {
    return read("VmRSS:");
  }

  /** Most that was ever resident, MiB. */
  static double peak() {
    return read("VmHWM:");
  }

  private static double read(String key) {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith(key))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D+", "")) / 1024)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException e) {
      return Double.NaN; // no /proc: the figure is left out, not guessed
    }
  }
}
