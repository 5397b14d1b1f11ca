package org.softcpt.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks and hubs that fail: the pull ends whole, or with one line and nothing half done. */
class PullFaultsTest extends PullFixture {

  @Test
  void goesOnAfterACut() throws IOException {
    hub.cut(WEIGHTS, 300_000);
    PulledModel model = pull();
    assertWhole(model);
    List<TestHub.Request> atStorage = atStorage();
    assertEquals(2, atStorage.size());
    assertEquals("null", atStorage.get(0).range());
    assertGoesOn(atStorage.get(1), 300_000);
    assertEquals(model.size(), model.downloaded()); // not a byte twice
    assertEquals(List.of(Duration.ofSeconds(1)), pauses);
    assertTrue(notes.get(0).contains("of 700001 bytes"), notes + "");
  }

  @Test
  void startsAnewWhereTheServerIgnoresRanges() throws IOException {
    hub.cut(WEIGHTS, 300_000).ignoreRange();
    PulledModel model = pull();
    assertWhole(model);
    assertTrue(model.downloaded() > model.size(), "some bytes came twice");
  }

  @Test
  void startsAnewWhereTheTagHasChanged() throws IOException {
    hub.fault(
        WEIGHTS,
        exchange -> {
          exchange.getResponseHeaders().set("ETag", "\"of-yesterday\"");
          exchange.sendResponseHeaders(200, hub.content(WEIGHTS).length);
          exchange.getResponseBody().write(new byte[300_000]); // other bytes than today's
          exchange.getResponseBody().flush();
          TestHub.letArrive();
          exchange.close();
        });
    assertWhole(pull());
    assertGoesOn(atStorage().get(1), 300_000);
  }

  @Test
  void startsAnewWhereTheServerGoesOnElsewhere() throws IOException {
    hub.cut(WEIGHTS, 300_000);
    hub.fault(
        WEIGHTS,
        exchange ->
            TestHub.answer(exchange, 206, new byte[9], "Content-Range", "bytes 5-13/700001"));
    hub.status(WEIGHTS, 416);
    assertWhole(pull());
  }

  @Test
  void stalledConnectionIsGivenUpAndTakenUpAgain() throws IOException {
    hub.fault(
        WEIGHTS,
        exchange -> {
          exchange.sendResponseHeaders(200, hub.content(WEIGHTS).length);
          exchange.getResponseBody().write(hub.content(WEIGHTS), 0, 100_000);
          exchange.getResponseBody().flush();
          sleep(1500); // more than the patience of 400 ms
        });
    assertWhole(pull());
    assertTrue(notes.get(0).contains("nothing came"), notes + "");
    assertGoesOn(atStorage().get(1), 100_000);
  }

  @Test
  void wrongDigestLeavesNothing() throws IOException {
    byte[] other = hub.content(WEIGHTS).clone();
    other[5] ^= 1;
    hub.fault(WEIGHTS, exchange -> TestHub.answer(exchange, 200, other));
    assertRefused(WEIGHTS, "expected SHA-256", "found SHA-256", "was deleted");
    assertFalse(Files.exists(blob()));
    assertNothingUnfinished();
    assertWhole(pull());
  }

  @Test
  void wrongGitDigestLeavesNothing() throws IOException {
    hub.fault("vocab.json", exchange -> TestHub.answer(exchange, 200, bytes("{\"b\": 0}")));
    assertRefused("vocab.json", "expected git blob");
    assertNothingUnfinished();
  }

  @Test
  void contentLongerThanAnnounced() throws IOException {
    byte[] longer = Arrays.copyOf(hub.content(WEIGHTS), 700_002);
    hub.fault(WEIGHTS, exchange -> TestHub.answer(exchange, 200, longer));
    assertRefused(WEIGHTS, "expected 700001 bytes, the server sends more");
    assertNothingUnfinished();
  }

  @Test
  void waitsAsLongAsTheHubWants() throws IOException {
    hub.status("listing", 429, "Retry-After", "7");
    hub.status(WEIGHTS, 429, "RateLimit", "\"resolvers\";r=0;t=55");
    assertWhole(pull());
    assertEquals(List.of(Duration.ofSeconds(7), Duration.ofSeconds(55)), pauses);
  }

  @Test
  void doesNotWaitForHours() {
    hub.status("listing", 429, "Retry-After", "7200");
    assertRefused("HTTP 429", "pause of 7200 seconds");
    assertEquals(List.of(), pauses);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void passingFailuresPass(int status) throws IOException {
    hub.status("listing", status).status(WEIGHTS, status).status(WEIGHTS, status);
    assertWhole(pull());
    assertEquals(List.of(1L, 1L, 2L), pauses.stream().map(Duration::toSeconds).toList());
  }

  @Test
  void isNotPatientForEver() {
    for (int i = 0; i < 10; i++) {
      hub.status("listing", 503);
    }
    assertRefused("HTTP 503", "given up after 4 attempts");
    assertEquals(List.of(1L, 2L, 4L), pauses.stream().map(Duration::toSeconds).toList());
  }

  @Test
  void hubThatDoesNotAnswer() {
    PullRequest request = request("main", false);
    hub.close();
    assertRefused(request, "no answer", "given up after 4 attempts");
  }

  @Test
  void missingThingsAreNamed() throws IOException {
    assertRefused(request("v9", false), TestHub.REPO, "has no revision 'v9'");
    hub.status("listing", 404, "X-Error-Code", "RepoNotFound");
    assertRefused(TestHub.REPO, "no such repository", "HF_TOKEN");
    hub.status("listing", 401); // what the public hub says of an unknown name without a token
    assertRefused("no such repository");
    hub.status("listing", 404);
    assertRefused("HTTP 404", "is it a Hugging Face-compatible hub?");
    hub.status(WEIGHTS, 404, "X-Error-Code", "EntryNotFound");
    assertRefused("has no file '" + WEIGHTS + "'");
  }

  @Test
  void whatIsNoHubIsCalledThat() {
    hub.fault("listing", exchange -> TestHub.answer(exchange, 200, bytes("<html>")));
    assertRefused("expected JSON about a repository");
  }

  @Test
  void redirectsInCirclesEnd() {
    for (int i = 0; i < 12; i++) {
      hub.status("listing", 307, "Location", "/api/models/" + TestHub.REPO + "/revision/main");
    }
    assertRefused("more than 10 redirects");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "ftp://127.0.0.1/x", "http://", "::"})
  void redirectsToElsewhereThanTheWebAreRefused(String location) {
    hub.status(WEIGHTS, 302, "Location", location);
    assertRefused("redirect");
  }

  @Test
  void bytesThatWereCompressedOnTheWayAreRefused() {
    hub.fault(
        "vocab.json",
        exchange -> TestHub.answer(exchange, 200, bytes("{\"a\": 0}"), "Content-Encoding", "gzip"));
    assertRefused("vocab.json", "'gzip'");
  }

  @Test // /dev/full is Linux's disk that is always full
  void fullDiskIsTheFilesFailure() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    PartialFile file = new PartialFile(blob());
    try (FileChannel channel = FileChannel.open(full, StandardOpenOption.WRITE)) {
      FileSystemException failure =
          assertThrows(FileSystemException.class, () -> file.write(channel, new byte[10], 10));
      assertTrue(failure.getMessage().contains("No space left"), failure.getMessage());
    }
  }

  @Test
  void cacheThatCannotBeWritten() throws IOException {
    Files.writeString(cache(), "a file where the cache should be");
    assertThrows(FileSystemException.class, this::pull);
    assertEquals("a file where the cache should be", Files.readString(cache()));
  }

  /** The JDK's client may drop what it has not handed on when a connection breaks. */
  private static void assertGoesOn(TestHub.Request request, int sent) {
    assertTrue(request.range().matches("bytes=\\d+-"), request.range());
    int from = Integer.parseInt(request.range().replaceAll("\\D", ""));
    assertTrue(from > 0 && from <= sent, request.range());
  }

  private List<TestHub.Request> atStorage() {
    return hub.requestsFor(WEIGHTS).stream().filter(request -> !request.atHub()).toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
