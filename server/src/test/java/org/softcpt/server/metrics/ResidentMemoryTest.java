package org.softcpt.server.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResidentMemoryTest {

  @TempDir Path folder;

  @Test
  void readsTheKernelsNumber() throws IOException {
    Path status =
        Files.writeString(
            folder.resolve("status"), "Name:\tjava\nVmHWM:\t  999 kB\nVmRSS:\t    1234 kB\n");
    assertEquals(OptionalLong.of(1234 * 1024), ResidentMemory.bytes(status));
  }

  @Test
  void saysNothingWhereTheKernelDoes() throws IOException {
    Path status = Files.writeString(folder.resolve("status"), "Name:\tkthreadd\n");
    assertEquals(OptionalLong.empty(), ResidentMemory.bytes(status));
    assertEquals(OptionalLong.empty(), ResidentMemory.bytes(folder.resolve("none")));
  }
}
