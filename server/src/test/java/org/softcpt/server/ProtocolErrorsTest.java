package org.softcpt.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.softcpt.server.hostile.HostileInput;
import org.softcpt.server.hostile.RawClient;
import org.softcpt.server.security.ApiKeys;
import org.softcpt.server.security.ConnectionLimits;
import org.softcpt.server.security.SecurityOptions;

/**
 * Whoever refuses, the form of the refusal follows from the path: under {@code /v2} the error is a
 * text, as the Open Inference Protocol says, elsewhere an object.
 */
class ProtocolErrorsTest {

  private static final String KEY = "0123456789abcdef";
  private static final Limits LIMITS =
      new Limits(5000, 8000, 30, Duration.ofSeconds(2), 2, 8, Duration.ofSeconds(10), 1, 2);

  @TempDir static Path folder;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    ConnectionLimits hasty = HostileInputsTest.HASTY.connections();
    ApiKeys keys = ApiKeys.read(Files.writeString(folder.resolve("keys"), KEY + "\n"));
    SecurityOptions security =
        new SecurityOptions(
            Optional.of(keys), true, Optional.empty(), List.of(), Optional.empty(), hasty);
    server = TestServer.start(folder, LIMITS, security);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest(name = "{0}: {1} {2} {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      nullValues = "-",
      value = {
        "401 | GET  | /models/tiny | - | -",
        "401 | POST | /models/tiny/infer | X-API-Key: another | {}",
        "401 | GET  | '' | - | -",
        "401 | GET  | ?a=b | - | -",
        "403 | POST | /repository/models/tiny/load | X-API-Key: KEY | {}",
        "404 | GET  | /nothing | X-API-Key: KEY | -",
        "405 | GET  | /repository/index | X-API-Key: KEY | -",
        "413 | POST | /repository/index | X-API-Key: KEY~Content-Length: 5001 | {}",
        "400 | POST | /repository/index | X-API-Key: KEY~Transfer-Encoding: chunked | no chunk",
        "408 | POST | /repository/index | X-API-Key: KEY~Content-Length: 100 | stops in it",
        "417 | POST | /repository/index | X-API-Key: KEY~Expect: pears | {}",
        "400 | GET  | /models/a%2Fb | X-API-Key: KEY | -",
        "400 | GET  | /models/%zz | X-API-Key: KEY | -",
        "400 | GET  | /models/tiny | a header without an end | -",
        "431 | GET  | /models/tiny | X-Long: LONG | -",
      })
  void everyRefusalHasTheFormOfItsPath(
      int status, String method, String path, String headers, String body) throws Exception {
    String rest = rest(headers, body);
    assertText(status, answer(method + " /v2" + plain(path) + rest));
    assertObject(answer(method + " /v1" + plain(path) + rest));
  }

  private static String plain(String path) {
    return path.equals("''") ? "" : path;
  }

  private static String rest(String headers, String body) {
    String lines = headers == null ? "" : headers.replace("~", "\r\n") + "\r\n";
    String length =
        body == null || lines.contains("Content-Length") || lines.contains("Transfer-Encoding")
            ? ""
            : "Content-Length: " + body.length() + "\r\n";
    String filled = lines.replace("KEY", KEY).replace("LONG", "x".repeat(20_000));
    return " HTTP/1.1\r\nHost: a\r\n" + length + filled + "\r\n" + (body == null ? "" : body);
  }

  @Test // there is no request yet, but its line is here
  void headersThatDoNotEndAreRefusedInTheFormOfTheirPath() throws Exception {
    assertText(408, answer("GET /v2/models/tiny HTTP/1.1\r\nHos"));
    assertObject(answer("GET /v1/bundles HTTP/1.1\r\nHos"));
    assertObject(answer("GET /v2/mod"));
  }

  @Test
  void aFullServerRefusesInTheFormOfThePath(@TempDir Path other) throws Exception {
    Limits one =
        new Limits(5000, 5000, 1, Duration.ofSeconds(5), 1, 1, Duration.ofSeconds(5), 1, 1);
    try (TestServer full = TestServer.start(other, one);
        Socket first = new Socket("127.0.0.1", full.port())) {
      String head = "POST /v1/classify HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n";
      first.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      Thread.sleep(200);
      String rest = " HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}";
      assertText(429, answer(full, "POST /v2/repository/index" + rest));
    }
  }

  @Test
  void aServerThatGoesDownRefusesInTheFormOfThePath(@TempDir Path other) throws Exception {
    try (TestServer down = TestServer.start(other)) {
      assertTrue(down.drain(Duration.ofSeconds(5)));
      String rest = " HTTP/1.1\r\nHost: a\r\n\r\n";
      assertText(503, answer(down, "GET /v2/models/tiny" + rest));
      assertText(503, answer(down, "GET /v2/health/ready" + rest));
      assertObject(answer(down, "GET /v1/bundles" + rest));
    }
  }

  private static RawClient.Answer answer(String request) throws Exception {
    return answer(server, request);
  }

  private static RawClient.Answer answer(TestServer asked, String request) throws Exception {
    return new RawClient(asked.port()).play(HostileInput.raw(request.split("\r\n")[0], request));
  }

  private static void assertText(int status, RawClient.Answer answer) throws Exception {
    assertEquals(status, answer.status(), answer.toString());
    assertEquals("application/json", answer.headers().get("content-type"), answer.toString());
    JsonNode error = new ObjectMapper().readTree(answer.body());
    assertEquals(1, error.size(), answer.toString());
    assertTrue(error.get("error").isTextual(), answer.toString());
    assertTrue(error.get("error").textValue().length() > 10, answer.toString());
  }

  private static void assertObject(RawClient.Answer answer) throws Exception {
    JsonNode error = new ObjectMapper().readTree(answer.body());
    assertTrue(error.get("error").get("code").isTextual(), answer.toString());
  }
}
