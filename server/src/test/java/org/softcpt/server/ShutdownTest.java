package org.softcpt.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Going down loses no request that was accepted, and takes no new ones. */
class ShutdownTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path folder;

  @Test
  void acceptedRequestsFinishNewOnesAreRefused() throws Exception {
    byte[] png = TestServer.png(0x336699);
    try (TestServer server = TestServer.start(folder);
        Socket accepted = new Socket("127.0.0.1", server.port())) {
      accepted.getOutputStream().write(head(png.length));
      accepted.getOutputStream().write(png, 0, 10);
      Thread.sleep(200);
      CompletableFuture<Boolean> drained = drain(server, LONG);
      awaitRefusal(server);
      HttpResponse<String> refused = server.get("/v1/bundles");
      assertEquals(503, refused.statusCode());
      assertEquals("1", refused.headers().firstValue("Retry-After").orElseThrow());
      assertEquals("unavailable", TestServer.json(refused).get("error").get("code").textValue());
      assertEquals(503, server.get("/health/ready").statusCode());
      assertEquals(200, server.get("/health/live").statusCode());
      assertFalse(drained.isDone());
      accepted.getOutputStream().write(Arrays.copyOfRange(png, 10, png.length));
      assertEquals("HTTP/1.1 200", status(accepted.getInputStream()));
      assertTrue(drained.get(5, TimeUnit.SECONDS));
    }
  }

  @Test
  void connectionsEndWithTheRefusal() throws Exception {
    try (TestServer server = TestServer.start(folder);
        Socket socket = new Socket("127.0.0.1", server.port())) {
      assertTrue(drain(server, LONG).get(5, TimeUnit.SECONDS));
      OutputStream out = socket.getOutputStream();
      out.write("GET /v1/bundles HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(reply.startsWith("HTTP/1.1 503 "), reply);
      assertTrue(reply.contains("Connection: close\r\n"), reply);
    }
  }

  @Test
  void whoDoesNotFinishIsNotWaitedForLongerThanTheDeadline() throws Exception {
    try (TestServer server = TestServer.start(folder);
        Socket stuck = new Socket("127.0.0.1", server.port())) {
      stuck.getOutputStream().write(head(1000));
      Thread.sleep(200);
      long start = System.nanoTime();
      assertFalse(drain(server, Duration.ofMillis(300)).get(5, TimeUnit.SECONDS));
      assertTrue(System.nanoTime() - start >= 300_000_000L);
    }
  }

  private static CompletableFuture<Boolean> drain(TestServer server, Duration deadline) {
    return CompletableFuture.supplyAsync(() -> server.drain(deadline));
  }

  private static void awaitRefusal(TestServer server) throws Exception {
    for (int i = 0; i < 100 && server.get("/v1/bundles").statusCode() == 200; i++) {
      Thread.sleep(20);
    }
  }

  private static byte[] head(int length) {
    return "POST /v1/classify HTTP/1.1\r\nHost: a\r\nContent-Type: image/png\r\nContent-Length: %d\r\n\r\n"
        .formatted(length)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String status(InputStream stream) throws Exception {
    return new String(stream.readNBytes(12), StandardCharsets.US_ASCII);
  }
}
