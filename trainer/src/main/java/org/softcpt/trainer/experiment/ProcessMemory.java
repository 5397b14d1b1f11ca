package org.softcpt.trainer.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What Linux says of memory, in bytes; empty where there is no {@code /proc}. */
interface ProcessMemory {

  /** What the machine could still give without swapping. */
  OptionalLong available();

  /** What this process has now. */
  OptionalLong resident();

  /** The most this process ever had. */
  OptionalLong peak();

  /** Of this machine and process. */
  static ProcessMemory ofThisProcess() {
    return new Proc(Path.of("/proc/meminfo"), Path.of("/proc/self/status"));
  }

  /**
   * Files of lines like {@code VmHWM: 123 kB}.
   *
   * @param machine {@code meminfo}
   * @param process {@code status}
   */
  record Proc(Path machine, Path process) implements ProcessMemory {

    private static final long UNIT = 1024;

    @Override
    public OptionalLong available() {
      return read(machine, "MemAvailable:");
    }

    @Override
    public OptionalLong resident() {
      return read(process, "VmRSS:");
    }

    @Override
    public OptionalLong peak() {
      return read(process, "VmHWM:");
    }

    private static OptionalLong read(Path file, String name) {
      try (var lines = Files.lines(file)) {
        return lines
            .filter(line -> line.startsWith(name))
            .mapToLong(line -> UNIT * Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst();
      } catch (IOException e) {
        return OptionalLong.empty(); // another system: then cores alone decide
      }
    }
  }
}
