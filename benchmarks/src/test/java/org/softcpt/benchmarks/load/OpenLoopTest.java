package org.softcpt.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OpenLoopTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  @Test // the defect of closed loops: they would report one slow answer and 99 fast ones
  void chargesTheServerForEverybodyWhoWaited() throws IOException {
    AtomicInteger requests = new AtomicInteger();
    Tally tally =
        run(
            LONG,
            exchange -> {
              if (requests.getAndIncrement() == 0) {
                pause(1000);
              }
              ScriptedServer.reply(
                  exchange, 200, ScriptedServer.answer(ScriptedServer.number(exchange)));
            });
    assertEquals(100, tally.count(Verdict.RIGHT), tally.figures().toString());
    assertTrue(tally.right().max() >= 990_000, tally.right().toString());
    // Half of the requests were due in the first half second and could not be served before its
    // end; a machine that is busy makes it longer, never shorter.
    assertTrue(tally.right().micros(50) >= 450_000, tally.right().toString());
    assertTrue(tally.inTime() < 100, "answers came before the stall was over");
  }

  @Test
  void findsAnswersOfAnotherImage() throws IOException {
    Tally tally =
        run(
            LONG,
            exchange -> {
              int number = ScriptedServer.number(exchange);
              ScriptedServer.reply(exchange, 200, ScriptedServer.answer(number == 2 ? 3 : number));
            });
    assertTrue(tally.count(Verdict.CROSSED) > 0);
    assertEquals(100, tally.count(Verdict.CROSSED) + tally.count(Verdict.RIGHT));
  }

  @Test
  void countsBrokenConnectionsAsLost() throws IOException {
    AtomicInteger broken = new AtomicInteger();
    Tally tally =
        run(
            LONG,
            exchange -> {
              int number = ScriptedServer.number(exchange);
              if (number == 1) {
                exchange.sendResponseHeaders(200, 1000);
                broken.incrementAndGet();
                exchange.close();
                return;
              }
              ScriptedServer.reply(exchange, 200, ScriptedServer.answer(number));
            });
    assertTrue(broken.get() > 0);
    assertEquals(broken.get(), tally.count(Verdict.LOST), tally.causes().toString());
    assertEquals(100 - broken.get(), tally.count(Verdict.RIGHT));
  }

  @Test
  void countsAnswersThatDoNotComeInTimeAsLost() throws IOException {
    Tally tally = run(Duration.ofMillis(200), exchange -> pause(2000));
    assertEquals(100, tally.count(Verdict.LOST), tally.figures().toString());
  }

  @Test
  void tellsRejectionsFromFailures() throws IOException {
    Tally tally =
        run(
            LONG,
            exchange -> {
              int number = ScriptedServer.number(exchange);
              ScriptedServer.reply(exchange, number == 0 ? 500 : number == 1 ? 503 : 429, "{}");
            });
    assertTrue(tally.count(Verdict.FAILED) > 0 && tally.count(Verdict.REJECTED) > 0);
    assertEquals(100, tally.count(Verdict.FAILED) + tally.count(Verdict.REJECTED));
    assertEquals(
        tally.count(Verdict.REJECTED), tally.rejected().figures().get("count"), "latencies");
  }

  private static Tally run(Duration timeout, HttpHandler handler) throws IOException {
    try (ScriptedServer server = new ScriptedServer(handler)) {
      Target target = server.target(timeout);
      TestImages images = ScriptedServer.images();
      AnswerCheck check = new AnswerCheck(images, 1e-4);
      Reloads none = new Reloads(target, Optional.empty(), Optional.empty(), 1);
      return new OpenLoop(target, images, check, none).run(100, 100, 1);
    }
  }

  private static void pause(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IOException("the test is over", e);
    }
  }
}
