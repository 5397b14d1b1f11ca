package org.softcpt.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.image.ImageDecoder;
import org.softcpt.models.io.Sha256;
import org.softcpt.runtime.ClassProbability;
import org.softcpt.runtime.Device;
import org.softcpt.runtime.PromptClassifier;
import org.softcpt.runtime.SessionOptions;
import org.softcpt.server.metrics.Exposition;

/**
 * New versions of bundles under load. Long because every test compares the server's answers with
 * the library's for the same two versions, which are made once here.
 */
class HotReloadTest {

  private static final int RELOADS = 100;
  private static final int[] COLOURS = {0xc04020, 0x20c040, 0x4020c0, 0x808080, 0x102030};

  @TempDir Path folder;
  private TwoVersions versions;
  private TestServer server;

  @BeforeEach
  void makeTwoVersions() throws IOException {
    versions = new TwoVersions(folder);
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test // the law: nobody notices
  void everyAnswerBelongsToOneVersionAndNoneFails() throws Exception {
    start(new Reloading(true, Optional.empty()));
    Map<String, List<List<Double>>> expected = new ConcurrentHashMap<>();
    expected.put(versions.name(0), expected(0));
    expected.put(versions.name(1), expected(1));
    Set<String> seen = ConcurrentHashMap.newKeySet();
    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger answers = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        int first = thread;
        running.add(
            threads.submit(
                () -> {
                  for (int i = first; !done.get(); i++) {
                    int colour = i % COLOURS.length;
                    JsonNode answer = classify(colour);
                    String version = answer.get("version").textValue();
                    assertClose(expected.get(version).get(colour), probabilities(answer));
                    seen.add(version);
                    answers.incrementAndGet();
                  }
                  return null;
                }));
      }
      for (int reload = 1; reload <= RELOADS; reload++) {
        versions.install(reload % 2);
        assertEquals("swapped", result(load()));
      }
      done.set(true);
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      done.set(true);
      threads.shutdownNow();
    }
    assertEquals(expected.keySet(), seen);
    assertTrue(answers.get() > RELOADS, "answers: " + answers);
    Map<String, Double> metrics = metrics();
    assertEquals(RELOADS, metrics.get(reloads("swapped")));
    String route = "method=\"POST\",route=\"/v1/classify\",status=\"200\"";
    assertEquals(answers.get(), metrics.get("softcpt_http_requests_total{" + route + "}"));
    assertTrue(metrics.keySet().stream().noneMatch(name -> name.startsWith("softcpt_errors")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bundle.json", "heads.safetensors", "image_encoder.onnx", "image.safetensors"})
  void refusesADamagedVersionAndKeepsTheOldOne(String name) throws Exception {
    start(new Reloading(true, Optional.empty()));
    JsonNode before = classify(0);
    versions.install(1);
    byte[] bytes = Files.readAllBytes(versions.served().resolve(name));
    bytes[bytes.length / 2] ^= 1;
    Files.write(versions.served().resolve(name), bytes);
    assertStays(before, versions.served().resolve(name).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bundle.json", "heads.safetensors", "image_encoder.onnx", "image.safetensors"})
  void refusesAVersionWithoutAFile(String name) throws Exception {
    start(new Reloading(true, Optional.empty()));
    JsonNode before = classify(0);
    versions.install(1);
    Files.delete(versions.served().resolve(name));
    assertStays(before, versions.served().resolve(name) + ": no such file");
  }

  @Test // digests right, numbers not: only an inference shows it
  void refusesAVersionThatCannotClassify() throws Exception {
    start(new Reloading(true, Optional.empty()));
    JsonNode before = classify(0);
    Path weights = versions.version(1).resolve(ModelManifest.IMAGE_WEIGHTS);
    byte[] bytes = Files.readAllBytes(weights);
    Arrays.fill(bytes, (byte) -1); // NaN
    Files.delete(weights); // it is a link to the model's
    Files.write(weights, bytes);
    String manifest = Files.readString(versions.version(1).resolve(BundleManifest.FILE));
    String old = BundleManifest.read(versions.version(1)).files().of("image.safetensors");
    String oldEncoder = BundleManifest.read(versions.version(1)).imageEncoderSha256();
    String now = Sha256.of(weights);
    String graph = BundleManifest.read(versions.version(1)).files().of("image_encoder.onnx");
    String encoder = Sha256.of(graph + "+" + now);
    Files.writeString(
        versions.version(1).resolve(BundleManifest.FILE),
        manifest.replace(old, now).replace(oldEncoder, encoder));
    versions.install(1);
    assertStays(before, "the first inference failed: feature: expected finite values");
  }

  private void assertStays(JsonNode before, String part) throws Exception {
    HttpResponse<String> refused = load();
    assertEquals(409, refused.statusCode(), refused.body());
    String message = TestServer.json(refused).get("error").textValue();
    assertTrue(message.contains("bundle 'tiny' stays at the old version"), message);
    assertTrue(message.contains(part), message);
    assertEquals(before.get("version"), classify(0).get("version"));
    assertClose(probabilities(before), probabilities(classify(0)));
    assertEquals(1, metrics().get(reloads("refused")));
    versions.install(0);
    assertEquals("unchanged", result(load()));
    assertEquals(200, server.get("/health/ready").statusCode());
  }

  @Test // the native runtime maps weights: cut short, they would end the process
  void aVersionInServiceDoesNotReadFilesThatOthersWrite() throws Exception {
    start(new Reloading(true, Optional.empty()));
    List<Double> before = probabilities(classify(1));
    for (String name : BundleManifest.read(versions.served()).files().sha256().keySet()) {
      Files.write(versions.served().resolve(name), new byte[0]);
    }
    assertClose(before, probabilities(classify(1)));
  }

  @Test
  void leavesNoCopiesBehind() throws Exception {
    start(new Reloading(true, Optional.empty()));
    versions.install(1);
    assertEquals("swapped", result(load()));
    await(() -> copies().size() == 1); // the old version's goes when its last user does
    server.close();
    server = null;
    assertEquals(Set.of(), copies());
  }

  private static Set<Path> copies() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    String own = "softcpt-bundle-%d-*".formatted(ProcessHandle.current().pid());
    Set<Path> copies = new HashSet<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(temporary, own)) {
      paths.forEach(copies::add);
    }
    return copies;
  }

  @Test
  void loadsOnlyIfAllowed() throws Exception {
    start(Reloading.OFF);
    assertEquals(403, load().statusCode());
  }

  @Test
  void saysWhatCannotBeLoaded() throws Exception {
    start(new Reloading(true, Optional.empty()));
    byte[] nothing = new byte[0];
    assertEquals(
        404, server.post("/v2/repository/models/other/load", "text/plain", nothing).statusCode());
    byte[] parameters = "{\"parameters\": {\"config\": \"{}\"}}".getBytes(StandardCharsets.UTF_8);
    HttpResponse<String> refused =
        server.post("/v2/repository/models/tiny/load", "application/json", parameters);
    assertEquals(400, refused.statusCode());
    assertEquals(
        "parameters: expected none, found config",
        TestServer.json(refused).get("error").textValue());
  }

  @Test // copied file by file under the watcher's eyes
  void watchesFoldersAndWaitsForWholeVersions() throws Exception {
    start(new Reloading(false, Optional.of(Duration.ofMillis(20))));
    versions.copy(1, BundleManifest.FILE);
    await(() -> metrics().getOrDefault(reloads("refused"), 0.0) >= 1);
    assertEquals(versions.name(0), classify(0).get("version").textValue());
    versions.install(1);
    await(() -> classify(0).get("version").textValue().equals(versions.name(1)));
    assertClose(expected(1).get(2), probabilities(classify(2)));
    String info = "softcpt_bundle_info{bundle=\"tiny\",encoder=\"%s\",version=\"%s\"}";
    String encoder = BundleManifest.read(versions.served()).imageEncoderSha256();
    assertEquals(1, metrics().get(info.formatted(encoder, versions.name(1))));
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.holds()) {
      assertTrue(System.nanoTime() < end, "waited 30 s");
      Thread.sleep(10);
    }
  }

  private void start(Reloading reloading) throws IOException {
    Map<String, Path> bundles = Collections.singletonMap("tiny", versions.served());
    server = TestServer.start(TestServer.options(bundles, Limits.DEFAULT).with(reloading));
  }

  private HttpResponse<String> load() throws Exception {
    return server.load("tiny");
  }

  private static String result(HttpResponse<String> response) throws IOException {
    assertEquals(200, response.statusCode(), response.body());
    return TestServer.json(response).get("result").textValue();
  }

  private JsonNode classify(int colour) throws Exception {
    byte[] image = TestServer.png(COLOURS[colour]);
    HttpResponse<String> response = server.post("/v1/classify", "image/png", image);
    assertEquals(200, response.statusCode(), response.body());
    return TestServer.json(response);
  }

  private static List<Double> probabilities(JsonNode answer) {
    List<Double> probabilities = new ArrayList<>();
    for (JsonNode task : answer.get("results").get(0).get("tasks")) {
      task.get("classes").forEach(each -> probabilities.add(each.get("probability").doubleValue()));
    }
    return probabilities;
  }

  /** By colour, from the library. */
  private List<List<Double>> expected(int version) throws IOException {
    List<List<Double>> expected = new ArrayList<>();
    SessionOptions cpu = new SessionOptions(Device.cpu(), 1);
    try (PromptClassifier library = PromptClassifier.open(versions.version(version), cpu)) {
      for (int colour : COLOURS) {
        expected.add(
            library.classify(ImageDecoder.decode(TestServer.png(colour), "image")).stream()
                .flatMap(task -> task.classes().stream())
                .map(ClassProbability::probability)
                .toList());
      }
    }
    return expected;
  }

  /** Batches round differently: 1e-6 at temperature 20; the versions differ by more than 1e-2. */
  private static void assertClose(List<Double> expected, List<Double> found) {
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i), found.get(i), 1e-5);
    }
  }

  private Map<String, Double> metrics() throws Exception {
    return Exposition.samples(server.get("/metrics").body());
  }

  private static String reloads(String result) {
    return "softcpt_reloads_total{bundle=\"tiny\",result=\"%s\"}".formatted(result);
  }
}
