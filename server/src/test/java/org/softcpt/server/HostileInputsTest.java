package org.softcpt.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.softcpt.server.hostile.BaseImages;
import org.softcpt.server.hostile.Corpus;
import org.softcpt.server.hostile.HostileInput;
import org.softcpt.server.hostile.RawClient;
import org.softcpt.server.security.ConnectionLimits;
import org.softcpt.server.security.SecurityOptions;

/**
 * Whatever is sent, the answer is a 4xx that says why, within a second, and the next good request
 * succeeds. (505 is HTTP's own word for a version that nobody speaks.)
 */
class HostileInputsTest {

  private static final List<HostileInput> CORPUS = Corpus.all();
  private static final int MOST_MILLIS = 1000;

  /** What may be left after all of them: caches and buffers; 2 to 3 MB in HostileRun. */
  private static final long MOST_LEFT = 64L << 20;

  /** Slow senders are given up soon, so that the test is quick. */
  static final SecurityOptions HASTY =
      SecurityOptions.NONE.with(
          new ConnectionLimits(
              16 << 10,
              Duration.ofMillis(300),
              Duration.ofMillis(400),
              Duration.ofMillis(300),
              4 << 10,
              2000));

  private static final HostileInput GOOD =
      HostileInput.image("good", BaseImages.file("jpeg", 37, 29, false));

  @TempDir static Path folder;
  private static TestServer server;
  private static RawClient client;
  private static long before;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(folder, Limits.DEFAULT, HASTY);
    client = new RawClient(server.port());
    requireGood();
    before = usedHeap();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterAll
  static void memoryIsBack() {
    long left = usedHeap() - before;
    assertTrue(left < MOST_LEFT, left + " bytes more than before");
  }

  static List<HostileInput> corpus() {
    return CORPUS;
  }

  @Test
  void thereAreManyAndEachIsItsOwn() {
    Set<String> names = new HashSet<>();
    CORPUS.forEach(input -> assertTrue(names.add(input.name()), input.name()));
    assertTrue(names.size() >= 300, names.size() + " inputs");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("corpus")
  void isRefusedClearlyAndSoon(HostileInput input) throws Exception {
    RawClient.Answer answer = client.play(input);
    String shown = input.name() + ": " + answer;
    if (answer.status() == 200) {
      assertTrue(input.harmless(), shown);
    } else {
      assertTrue(answer.status() / 100 == 4 || answer.status() == 505, shown);
      assertClear(answer, shown);
    }
    assertTrue(answer.millis() < MOST_MILLIS, shown);
    requireGood();
  }

  private static void assertClear(RawClient.Answer answer, String shown) throws Exception {
    assertEquals("application/json", answer.headers().get("content-type"), shown);
    JsonNode error = new ObjectMapper().readTree(answer.body()).get("error");
    if (error.isTextual()) { // the Open Inference Protocol's
      assertClearLine(error.textValue(), shown);
      return;
    }
    assertTrue(error.get("code").textValue().matches("[a-z_]+"), shown);
    assertClearLine(error.get("message").textValue(), shown);
    assertTrue(error.get("request_id").textValue().matches("[A-Za-z0-9._-]{1,64}"), shown);
  }

  private static void assertClearLine(String message, String shown) {
    assertTrue(message.length() > 10, shown);
    assertFalse(message.matches("(?s).*[\\p{Cntrl}].*"), shown);
    assertTrue(message.length() < 2200, shown);
  }

  private static void requireGood() throws Exception {
    assertEquals(200, client.play(GOOD).status());
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
