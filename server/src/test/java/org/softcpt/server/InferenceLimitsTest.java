package org.softcpt.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.softcpt.server.hostile.Corpus;
import org.softcpt.server.hostile.HostileInput;
import org.softcpt.server.kserve.InferRequest;

/** An image costs the same whichever interface it comes by. */
class InferenceLimitsTest {

  @TempDir static Path folder;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static List<HostileInput> bombs() {
    return Corpus.bombs();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bombs")
  void anImageIsRefusedInTheSameWords(HostileInput bomb) throws Exception {
    HttpResponse<String> classified =
        server.post("/v1/classify", "application/octet-stream", bomb.body());
    HttpResponse<String> inferred = infer(server, bomb.body());
    assertEquals(classified.statusCode(), inferred.statusCode(), inferred.body());
    if (inferred.statusCode() != 200) {
      JsonNode error = TestServer.json(classified).get("error");
      assertEquals(error.get("message"), TestServer.json(inferred).get("error"));
    }
  }

  @Test // the test's picture has 30
  void pixelsAreLimited(@TempDir Path other) throws Exception {
    assertRefused(
        other.resolve("29"),
        limits(29, Duration.ofSeconds(2)),
        422,
        "expected 1 to 29 pixels, found 6 x 5");
    try (TestServer enough = TestServer.start(other, limits(30, Duration.ofSeconds(2)))) {
      assertEquals(200, infer(enough, TestServer.png(1)).statusCode());
    }
  }

  @Test
  void decodingTimeIsLimited(@TempDir Path other) throws Exception {
    assertRefused(other, limits(30, Duration.ofNanos(1)), 422, "decod");
  }

  private static Limits limits(int pixels, Duration decodeTime) {
    return new Limits(5000, 8000, pixels, decodeTime, 2, 8, Duration.ofSeconds(10), 1, 2);
  }

  @Test
  void imagesAreLimited(@TempDir Path other) throws Exception {
    byte[] png = TestServer.png(1);
    try (TestServer two = TestServer.start(other, limits(30, Duration.ofSeconds(2)))) {
      assertEquals(200, infer(two, png, png).statusCode());
      HttpResponse<String> refused = infer(two, png, png, png);
      assertEquals(400, refused.statusCode());
      assertEquals(
          "images: expected 1 to 2, found 3", TestServer.json(refused).get("error").textValue());
    }
  }

  @Test // many images, each within its limits, would keep the decoders busy for nobody
  void nobodyDecodesForThoseWhoHaveGone(@TempDir Path other) throws Exception {
    Limits brief =
        new Limits(5000, 8000, 30, Duration.ofSeconds(2), 2, 8, Duration.ofNanos(1), 1, 2);
    assertRefused(other, brief, 503, "the images took too long to decode");
  }

  private static void assertRefused(Path folder, Limits limits, int status, String part)
      throws Exception {
    try (TestServer limited = TestServer.start(folder, limits)) {
      HttpResponse<String> refused = infer(limited, TestServer.png(1));
      assertEquals(status, refused.statusCode(), refused.body());
      String message = TestServer.json(refused).get("error").textValue();
      assertTrue(message.contains(part), message);
    }
  }

  /** Files behind the JSON. */
  private static HttpResponse<String> infer(TestServer asked, byte[]... files) throws Exception {
    int size = Arrays.stream(files).mapToInt(file -> Integer.BYTES + file.length).sum();
    byte[] json =
        ("{\"inputs\":[{\"name\":\"image\",\"datatype\":\"BYTES\",\"shape\":[%d],"
                + "\"parameters\":{\"binary_data_size\":%d}}]}")
            .formatted(files.length, size)
            .getBytes(StandardCharsets.UTF_8);
    ByteBuffer body = ByteBuffer.allocate(json.length + size).order(ByteOrder.LITTLE_ENDIAN);
    body.put(json);
    Arrays.stream(files).forEach(file -> body.putInt(file.length).put(file));
    return asked.send(
        HttpRequest.newBuilder(asked.uri("/v2/models/tiny/infer"))
            .header(InferRequest.HEADER, Integer.toString(json.length))
            .POST(BodyPublishers.ofByteArray(body.array()))
            .build());
  }
}
