package org.softcpt.server.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerMetricsTest {

  private final ServerMetrics metrics = new ServerMetrics();

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void stagesAreHistogramsInSeconds() {
    metrics.stage(Stage.DECODE, 1_500_000);
    metrics.stage(Stage.DECODE, 3_000_000_000L);
    Map<String, Double> samples = samples();
    assertEquals(0, bucket(samples, "0.001"));
    assertEquals(1, bucket(samples, "0.002"));
    assertEquals(1, bucket(samples, "2.0"));
    assertEquals(2, bucket(samples, "5.0"));
    assertEquals(2, bucket(samples, "+Inf"));
    assertEquals(3.0015, samples.get("softcpt_stage_duration_seconds_sum{stage=\"decode\"}"), 1e-9);
    for (String stage : List.of("queue", "encode", "total")) { // there before anything happened
      assertEquals(
          0, samples.get("softcpt_stage_duration_seconds_count{stage=\"%s\"}".formatted(stage)));
    }
  }

  @Test
  void batchesAreCountedBySize() {
    metrics.batch(1);
    metrics.batch(3);
    metrics.batch(3);
    Map<String, Double> samples = samples();
    assertEquals(1, samples.get("softcpt_batch_images_bucket{le=\"2.0\"}"));
    assertEquals(3, samples.get("softcpt_batch_images_bucket{le=\"4.0\"}"));
    assertEquals(7, samples.get("softcpt_batch_images_sum"));
  }

  @Test
  void requestsAreCountedByRouteAndStatus() {
    metrics.request("/v1/classify", "POST", 200, 1_000);
    metrics.request("/v1/classify", "POST", 200, 1_000);
    metrics.request("/v1/classify", "POST", 422, 1_000);
    metrics.error("invalid_image");
    Map<String, Double> samples = samples();
    String series =
        "softcpt_http_requests_total{method=\"POST\",route=\"/v1/classify\",status=\"%d\"}";
    assertEquals(2, samples.get(series.formatted(200)));
    assertEquals(1, samples.get(series.formatted(422)));
    assertEquals(1, samples.get("softcpt_errors_total{kind=\"invalid_image\"}"));
    assertEquals(
        3, samples.get("softcpt_http_request_duration_seconds_count{route=\"/v1/classify\"}"));
  }

  @Test // or a client could fill the memory with words
  void methodsNobodyKnowsAreOne() {
    for (int i = 0; i < 100; i++) {
      metrics.request("unmatched", "M" + i, 405, 1);
    }
    assertEquals(
        1,
        samples().keySet().stream()
            .filter(series -> series.startsWith("softcpt_http_requests_total"))
            .count());
  }

  @Test
  void aBundleHasOneVersionAtATime() {
    metrics.bundles(
        List.of(new BundleInfo("plants", "0a", "e1"), new BundleInfo("a\"b", "1", "e")));
    metrics.bundles(List.of(new BundleInfo("plants", "0b", "e1")));
    metrics.reload("plants", ReloadResult.SWAPPED);
    Map<String, Double> samples = samples();
    String info = "softcpt_bundle_info{bundle=\"plants\",encoder=\"e1\",version=\"%s\"}";
    assertEquals(1, samples.get(info.formatted("0b")));
    assertFalse(samples.containsKey(info.formatted("0a")));
    assertEquals(1, samples.get("softcpt_reloads_total{bundle=\"plants\",result=\"swapped\"}"));
  }

  @Test
  void gaugesShowWhatIsNow() {
    AtomicInteger depth = new AtomicInteger();
    metrics.queue(depth::get, 64);
    depth.set(5);
    System.gc(); // a gauge must not forget its source
    assertEquals(5, samples().get("softcpt_queue_images"));
    assertEquals(64, samples().get("softcpt_queue_limit_images"));
  }

  @Test
  void theProcessShowsItsMemory() {
    Map<String, Double> samples = samples();
    assertTrue(samples.get("process_cpu_seconds_total") > 0);
    assertTrue(samples.containsKey("jvm_buffer_memory_used_bytes{id=\"direct\"}"));
    ResidentMemory.bytes()
        .ifPresent(
            bytes ->
                assertTrue(
                    samples.get("process_resident_memory_bytes") > 20_000_000, // a JVM is larger
                    () -> "found " + bytes));
  }

  private Map<String, Double> samples() {
    return Exposition.samples(metrics.scrape());
  }

  private static double bucket(Map<String, Double> samples, String bound) {
    return samples.get(
        "softcpt_stage_duration_seconds_bucket{stage=\"decode\",le=\"%s\"}".formatted(bound));
  }
}
