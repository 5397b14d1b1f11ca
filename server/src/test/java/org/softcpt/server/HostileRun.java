package org.softcpt.server;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.softcpt.server.hostile.Corpus;
import org.softcpt.server.hostile.HostileInput;
import org.softcpt.server.hostile.RawClient;

/**
 * Plays the hostile corpus some rounds against a server in this process and prints statuses, the
 * slowest answer and memory after each: {@code HostileRun FOLDER ROUNDS}. For Linux.
 */
public final class HostileRun {

  private HostileRun() {}

  public static void main(String[] arguments) throws Exception {
    List<HostileInput> corpus = Corpus.all();
    try (TestServer server =
        TestServer.start(Path.of(arguments[0]), Limits.DEFAULT, HostileInputsTest.HASTY)) {
      RawClient client = new RawClient(server.port());
      System.out.println("%d inputs, %s".formatted(corpus.size(), memory()));
      for (int round = 1; round <= Integer.parseInt(arguments[1]); round++) {
        System.out.println("round " + round + ": " + round(corpus, client) + ", " + memory());
      }
    }
  }

  private static String round(List<HostileInput> corpus, RawClient client) throws Exception {
    Map<Integer, Integer> statuses = new TreeMap<>();
    long slowest = 0;
    String which = "";
    for (HostileInput input : corpus) {
      RawClient.Answer answer = client.play(input);
      statuses.merge(answer.status(), 1, Integer::sum);
      which = answer.millis() > slowest ? input.name() : which;
      slowest = Math.max(slowest, answer.millis());
    }
    return "%s, slowest %d ms (%s)".formatted(statuses, slowest, which);
  }

  private static String memory() throws Exception {
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
    List<String> resident =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
            .map(line -> line.replaceAll("\\s+", " "))
            .toList();
    return "heap " + heap + " MB, " + resident;
  }
}
