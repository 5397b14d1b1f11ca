package org.softcpt.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.server.security.ApiKeys;
import org.softcpt.server.security.ConnectionLimits;
import org.softcpt.server.security.LogWriter;
import org.softcpt.server.security.SecurityOptions;

/** Keys, other sites' pages, and what the log says of all this. */
class SecurityTest {

  private static final String KEY = "0123456789abcdef";
  private static final String SITE = "https://plants.example";

  @TempDir static Path folder;
  private static final ByteArrayOutputStream LOG = new ByteArrayOutputStream();
  private static LogWriter log;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    Path keys = Files.writeString(folder.resolve("keys"), KEY + "\n# old\nfedcba9876543210\n");
    log = new LogWriter(LOG);
    SecurityOptions options =
        new SecurityOptions(
            Optional.of(ApiKeys.read(keys)),
            true,
            Optional.empty(),
            List.of(SITE),
            Optional.of(log),
            ConnectionLimits.DEFAULT);
    server = TestServer.start(folder, Limits.DEFAULT, options);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void keysOpenTheServerInBothHeaders() throws Exception {
    assertEquals(200, status("Authorization", "Bearer " + KEY));
    assertEquals(200, status("Authorization", "bearer " + KEY));
    assertEquals(200, status("X-API-Key", KEY));
    assertEquals(200, status("X-API-Key", "fedcba9876543210"));
  }

  @Test
  void otherKeysDoNot() throws Exception {
    for (String wrong : new String[] {"", KEY + "x", KEY.substring(1), "# old", "Bearer " + KEY}) {
      assertEquals(401, status("X-API-Key", wrong), wrong);
    }
    assertEquals(401, status("Authorization", "Basic " + KEY));
    HttpResponse<String> none = server.get("/v1/bundles");
    assertEquals(401, none.statusCode());
    assertEquals("Bearer", none.headers().firstValue("WWW-Authenticate").orElseThrow());
    JsonNode error = TestServer.json(none).get("error");
    assertEquals("unauthorized", error.get("code").textValue());
    assertEquals(
        none.headers().firstValue("X-Request-Id").orElseThrow(),
        error.get("request_id").textValue());
  }

  @Test // an orchestrator has no key; a scraper was told to have one
  void healthStaysOpenAndMetricsDoNot() throws Exception {
    assertEquals(200, server.get("/health/live").statusCode());
    assertEquals(200, server.get("/health/ready").statusCode());
    assertEquals(401, server.get("/metrics").statusCode());
    for (String trick : new String[] {"/health/live/../../v1/bundles", "/page/../v1/bundles"}) {
      assertTrue(server.get(trick).statusCode() / 100 == 4, trick);
    }
  }

  @Test
  void pagesOfTheNamedSiteMayAsk() throws Exception {
    HttpResponse<String> asked =
        server.send(
            HttpRequest.newBuilder(server.uri("/v1/classify"))
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", SITE)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "X-API-Key, Content-Type")
                .build());
    assertEquals(200, asked.statusCode());
    assertEquals(SITE, asked.headers().firstValue("Access-Control-Allow-Origin").orElseThrow());
    HttpResponse<String> answer = from(SITE);
    assertEquals(SITE, answer.headers().firstValue("Access-Control-Allow-Origin").orElseThrow());
  }

  @Test
  void pagesOfOtherSitesAreNotToldTheAnswer() throws Exception {
    for (String site :
        new String[] {"https://plants.example.evil", "https://plantsxexample", "null"}) {
      assertFalse(from(site).headers().firstValue("Access-Control-Allow-Origin").isPresent(), site);
    }
  }

  private static HttpResponse<String> from(String site) throws Exception {
    return server.send(
        HttpRequest.newBuilder(server.uri("/v1/bundles"))
            .header("Origin", site)
            .header("X-API-Key", KEY)
            .build());
  }

  @Test
  void aLineSaysWhatWasAskedAndNothingSecret() throws Exception {
    byte[] png = TestServer.png(0x336699);
    server.send(
        HttpRequest.newBuilder(server.uri("/v1/classify?top=1&note=private"))
            .header("Content-Type", "image/png")
            .header("X-Request-Id", "line-1")
            .header("X-API-Key", KEY)
            .POST(BodyPublishers.ofByteArray(png))
            .build());
    server.send(
        HttpRequest.newBuilder(server.uri("/v1/nothing"))
            .header("X-Request-Id", "line 2")
            .header("X-API-Key", KEY)
            .build());
    log.close();
    String text = LOG.toString(StandardCharsets.UTF_8);
    assertFalse(text.contains(KEY) || text.contains("private"), text);
    JsonNode line = line(text, "line-1");
    assertEquals("POST", line.get("method").textValue());
    assertEquals("/v1/classify", line.get("route").textValue());
    assertEquals(200, line.get("status").intValue());
    assertEquals(png.length, line.get("bytes_in").intValue());
    assertTrue(line.get("bytes_out").intValue() > 100, line.toString());
    for (String stage : new String[] {"decode", "queue", "encode", "total"}) {
      assertTrue(line.get("milliseconds").get(stage).doubleValue() >= 0, line.toString());
    }
    assertFalse(text.contains("line 2"), text);
  }

  private static JsonNode line(String text, String id) throws Exception {
    String found = Stream.of(text.split("\n")).filter(each -> each.contains(id)).findFirst().get();
    return new ObjectMapper().readTree(found);
  }

  private static int status(String header, String value) throws Exception {
    return server
        .send(HttpRequest.newBuilder(server.uri("/v1/bundles")).header(header, value).build())
        .statusCode();
  }
}
