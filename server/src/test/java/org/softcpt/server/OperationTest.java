package org.softcpt.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.server.metrics.Exposition;
import org.softcpt.server.metrics.ServerMetrics;
import org.softcpt.server.security.ApiKeys;
import org.softcpt.server.security.ConnectionLimits;
import org.softcpt.server.security.SecurityOptions;

/** What those who run a server look at: metrics and health. */
class OperationTest {

  @TempDir Path folder;

  @Test // as Prometheus would read it
  void metricsTellWhatHappened() throws Exception {
    try (TestServer server = TestServer.start(folder)) {
      Map<String, Double> before = metrics(server);
      assertEquals(1, before.get("softcpt_batch_images_count"), "the warm-up inference");
      assertEquals(1, before.get("softcpt_ready"));
      assertEquals(0, before.get("softcpt_queue_images"));
      for (int i = 0; i < 3; i++) {
        server.post("/v1/classify", "image/png", TestServer.png(i));
      }
      server.post("/v1/classify", "image/png", new byte[1]);
      server.get("/nothing");
      Map<String, Double> after = metrics(server);
      assertEquals(3, after.get(requests("POST", "/v1/classify", 200)));
      assertEquals(1, after.get(requests("POST", "/v1/classify", 422)));
      assertEquals(1, after.get(requests("GET", "unmatched", 404)));
      assertEquals(1, after.get("softcpt_errors_total{kind=\"invalid_image\"}"));
      assertEquals(1, after.get("softcpt_errors_total{kind=\"not_found\"}"));
      assertEquals(4, after.get("softcpt_batch_images_sum"));
      assertEquals(4, stage(after, "decode"), "the bad image was begun, too");
      assertEquals(3, stage(after, "encode"));
      assertEquals(3, stage(after, "queue"));
      assertEquals(
          1, before.keySet().stream().filter(s -> s.startsWith("softcpt_bundle_")).count());
    }
  }

  @Test
  void whoIsNotLetInIsCountedToo() throws Exception {
    Path keys = Files.writeString(folder.resolve("keys"), "0123456789abcdef\n");
    SecurityOptions closed =
        new SecurityOptions(
            Optional.of(ApiKeys.read(keys)),
            false,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            ConnectionLimits.DEFAULT);
    try (TestServer server = TestServer.start(folder, Limits.DEFAULT, closed)) {
      assertEquals(401, server.get("/v1/bundles").statusCode());
      Map<String, Double> metrics = metrics(server);
      assertEquals(1, metrics.get(requests("GET", "refused", 401)));
      assertEquals(1, metrics.get("softcpt_errors_total{kind=\"unauthorized\"}"));
    }
  }

  private static String requests(String method, String route, int status) {
    return "softcpt_http_requests_total{method=\"%s\",route=\"%s\",status=\"%d\"}"
        .formatted(method, route, status);
  }

  private static double stage(Map<String, Double> metrics, String stage) {
    return metrics.get("softcpt_stage_duration_seconds_count{stage=\"%s\"}".formatted(stage));
  }

  private static Map<String, Double> metrics(TestServer server) throws Exception {
    HttpResponse<String> response = server.get("/metrics");
    assertEquals(200, response.statusCode());
    assertEquals(
        ServerMetrics.CONTENT_TYPE, response.headers().firstValue("Content-Type").orElseThrow());
    return Exposition.samples(response.body());
  }

  @Test
  void healthSaysYesOnceEveryBundleHasAnswered() throws Exception {
    try (TestServer server = TestServer.start(folder)) {
      assertEquals(200, server.get("/health/live").statusCode());
      assertEquals(200, server.get("/health/ready").statusCode());
    }
  }

  @Test // before and after: told to come again
  void onlyAReadyServerTakesRequests() throws Exception {
    Readiness readiness = new Readiness();
    Endpoint gated = readiness.gate(readiness::live);
    assertRefused("not_ready", gated);
    assertRefused("not_ready", readiness::ready);
    readiness.set(Readiness.State.READY);
    assertTrue(readiness.ready());
    assertAnswered(gated);
    assertAnswered(readiness::ready);
    readiness.set(Readiness.State.DRAINING);
    assertFalse(readiness.ready());
    assertRefused("draining", readiness::ready);
    assertAnswered(gated); // it was let in before
    assertAnswered(readiness::live);
  }

  private static void assertAnswered(Endpoint endpoint) throws Exception {
    assertEquals(200, endpoint.answer(null).toCompletableFuture().get().status());
  }

  private static void assertRefused(String code, Endpoint endpoint) {
    ApiException refused = assertThrows(ApiException.class, () -> endpoint.answer(null));
    assertEquals(503, refused.status());
    assertEquals(code, refused.code());
    assertTrue(refused.headers().containsKey("Retry-After"));
  }

  @Test
  void aBrokenBundleEndsTheStart() throws Exception {
    TwoVersions versions = new TwoVersions(folder);
    Files.write(versions.served().resolve("heads.safetensors"), new byte[3]);
    ServerOptions options = TestServer.options(Map.of("tiny", versions.served()), Limits.DEFAULT);
    assertThrows(InvalidInputException.class, () -> SoftCptServer.start(options));
  }
}
