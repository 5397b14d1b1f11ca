package org.softcpt.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits are what they say: one less is enough, one more is too much. */
class LimitsTest {

  private static final Limits SMALL =
      new Limits(5000, 8000, 30, Duration.ofSeconds(2), 2, 8, Duration.ofSeconds(10), 1, 2);

  @TempDir Path folder;

  @Test
  void bodiesAreLimited() throws Exception {
    try (TestServer server = TestServer.start(folder, SMALL)) {
      assertError(422, "invalid_image", server.post("/v1/classify", "image/png", new byte[5000]));
      assertError(413, "body_too_large", server.post("/v1/classify", "image/png", new byte[5001]));
    }
  }

  @Test // the test's picture has 30
  void pixelsAreLimited() throws Exception {
    byte[] png = TestServer.png(0x336699);
    try (TestServer server = TestServer.start(folder, SMALL)) {
      assertEquals(200, server.post("/v1/classify", "image/png", png).statusCode());
    }
    Limits fewer =
        new Limits(5000, 8000, 29, Duration.ofSeconds(2), 2, 8, Duration.ofSeconds(10), 1, 2);
    try (TestServer server = TestServer.start(folder.resolve("fewer"), fewer)) {
      assertError(422, "invalid_image", server.post("/v1/classify", "image/png", png));
    }
  }

  @Test // many images, each within its limits, would keep the decoders busy for nobody
  void nobodyDecodesForThoseWhoHaveGone() throws Exception {
    Limits brief =
        new Limits(5000, 8000, 30, Duration.ofSeconds(2), 2, 8, Duration.ofNanos(1), 1, 2);
    try (TestServer server = TestServer.start(folder, brief)) {
      byte[] noImage = new byte[10];
      assertError(503, "deadline", server.post("/v1/classify", "image/png", noImage));
    }
  }

  @Test // a body that is announced and does not come holds its room
  void bodiesInWorkAreLimitedTogether() throws Exception {
    byte[] png = TestServer.png(0x336699);
    try (TestServer server = TestServer.start(folder, SMALL);
        Socket first = new Socket("127.0.0.1", server.port())) {
      OutputStream out = first.getOutputStream();
      String head = "POST /v1/classify HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n";
      out.write(head.formatted(5000).getBytes(StandardCharsets.ISO_8859_1));
      Thread.sleep(200);
      assertEquals(200, server.post("/v1/classify", "image/png", png).statusCode());
      HttpResponse<String> refused = server.post("/v1/classify", "image/png", new byte[4000]);
      assertError(429, "too_busy", refused);
      assertEquals("1", refused.headers().firstValue("Retry-After").orElseThrow());
    }
  }

  @Test // a server that is busy is alive
  void healthNeedsNoPlace() throws Exception {
    Limits one =
        new Limits(5000, 5000, 1, Duration.ofSeconds(5), 1, 1, Duration.ofSeconds(5), 1, 1);
    try (TestServer server = TestServer.start(folder, one);
        Socket first = new Socket("127.0.0.1", server.port())) {
      String head = "POST /v1/classify HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n";
      first.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      Thread.sleep(200);
      assertError(429, "too_busy", server.post("/v1/classify", "image/png", new byte[10]));
      assertEquals(200, server.get("/health/live").statusCode());
      assertEquals(200, server.get("/health/ready").statusCode());
    }
  }

  @Test
  void absurdLimitsAreRefused() {
    Duration second = Duration.ofSeconds(1);
    assertThrows(
        IllegalArgumentException.class, () -> new Limits(0, 1, 1, second, 1, 1, second, 1, 1));
    assertThrows(
        IllegalArgumentException.class, () -> new Limits(2, 1, 1, second, 1, 1, second, 1, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Limits(1, 1, 1, second, 1, 1, Duration.ZERO, 1, 1));
  }

  private static void assertError(int status, String code, HttpResponse<String> response)
      throws Exception {
    assertEquals(status, response.statusCode(), response.body());
    assertEquals(code, TestServer.json(response).get("error").get("code").textValue());
    assertTrue(response.body().length() < 500, response.body());
  }
}
