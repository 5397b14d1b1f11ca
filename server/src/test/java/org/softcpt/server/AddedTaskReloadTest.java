package org.softcpt.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.folder.BundleManifest.Task;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.onnx.meta.MetaNetworkGraph;
import org.softcpt.runtime.ClassProbability;
import org.softcpt.runtime.Device;
import org.softcpt.runtime.NewTaskWriter;
import org.softcpt.runtime.PromptClassifier;
import org.softcpt.runtime.SessionOptions;

/**
 * Tasks that were added outlive the version they were added to: the law is that what was answered
 * with 201 is answered until somebody removes it, by the meta network of the version in service.
 */
class AddedTaskReloadTest {

  private static final Task RIPENESS =
      new Task("ripeness", "ripeness", List.of("green", "ripe", "rotten"));
  private static final Task SIZE = new Task("size", "size", List.of("small", "large"));
  private static final int COLOUR = 0xc04020;
  private static final int RELOADS = 3;

  @TempDir static Path root;
  private static RandomBundles bundles;

  @TempDir Path folder;
  private TestServer server;

  @BeforeAll
  static void writeBundles() throws IOException {
    bundles = RandomBundles.write(root);
  }

  @BeforeEach
  void start() throws IOException {
    TwoVersions.install(bundles.withMetaNetwork(), served());
    ServerOptions options = TestServer.options(Map.of("fruit", served()), Limits.DEFAULT);
    server = TestServer.start(options.with(new Reloading(true, Optional.empty())));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test // nobody who asks an added task notices a reload, but for the numbers
  void theNewVersionAnswersAddedTasksFromItsFirstRequestOn() throws Exception {
    Path[] versions = {bundles.withMetaNetwork(), version("other", 7)};
    Map<String, List<Double>> expected = new HashMap<>();
    for (Path version : versions) {
      expected.put(TwoVersions.name(version), expected(version, RIPENESS));
    }
    add(RIPENESS);
    Set<String> seen = ConcurrentHashMap.newKeySet();
    AtomicBoolean done = new AtomicBoolean();
    whileRunning(
        done,
        () -> {
          while (!done.get()) {
            JsonNode answer = classify(RIPENESS);
            String version = answer.get("version").textValue();
            assertClose(expected.get(version), probabilities(answer));
            seen.add(version);
          }
          return null;
        },
        () -> {
          for (int reload = 1; reload <= RELOADS; reload++) {
            assertEquals("[]", reload(versions[reload % 2]).get("lost_tasks").toString());
          }
        });
    assertEquals(expected.keySet(), seen);
  }

  @Test // while a version is made ready the old one is the one in service
  void tasksThatAreAddedAndRemovedDuringReloadsStaySo() throws Exception {
    Path[] versions = {bundles.withMetaNetwork(), version("other", 7)};
    AtomicBoolean done = new AtomicBoolean();
    whileRunning(
        done,
        () -> {
          try {
            addFourAndRemoveTwo();
          } finally {
            done.set(true);
          }
          return null;
        },
        () -> {
          for (int reload = 1; !done.get(); reload++) {
            reload(versions[reload % 2]);
          }
        });
    assertEquals(Set.of("task_0", "task_2"), added());
  }

  private void addFourAndRemoveTwo() throws Exception {
    for (int i = 0; i < 4; i++) {
      add(new Task("task_" + i, "task " + i, List.of("a", "b")));
      if (i % 2 == 1) {
        remove("task_" + i);
      }
    }
  }

  @Test
  void aVersionWithoutMetaNetworkLosesThemAndSaysSo() throws Exception {
    add(RIPENESS);
    assertLost(reload(bundles.plain()), "the new version has no meta network");
    assertEquals(404, ask(RIPENESS).statusCode());
  }

  @Test
  void aVersionsOwnTaskTakesThePlaceOfAnAddedOne() throws Exception {
    add(RIPENESS);
    add(SIZE);
    Path owning = folder.resolve("owning");
    List<Task> tasks = List.of(new Task("ripeness", "trained", List.of("no", "yes")));
    RandomBundles.version(
        root.resolve("model"), owning, tasks, Optional.of(RandomBundles.network(7)));
    assertLost(reload(owning), "the new version has a task of this id itself");
    assertEquals(2, probabilities(classify(RIPENESS)).size());
    assertClose(expected(owning, SIZE), probabilities(classify(SIZE)));
  }

  @Test // numbers that are none show only when something is written
  void aMetaNetworkThatFailsDoesNotKeepTheVersionOut() throws Exception {
    add(RIPENESS);
    MetaNetworkGraph good = RandomBundles.network(7);
    float[] values = good.taskContext().values().clone();
    values[3] = Float.NaN;
    int[] shape = good.taskContext().shape().stream().mapToInt(Integer::intValue).toArray();
    MetaNetworkGraph broken = new MetaNetworkGraph(FloatTensor.of(values, shape), good.layers());
    Path version = folder.resolve("broken");
    RandomBundles.version(root.resolve("model"), version, RandomBundles.TASKS, Optional.of(broken));
    assertLost(reload(version), "task 'ripeness': the meta network wrote no text features");
    assertEquals(200, server.get("/health/ready").statusCode());
  }

  private static void assertLost(JsonNode loaded, String reason) {
    assertEquals("swapped", loaded.get("result").textValue());
    assertEquals(1, loaded.get("lost_tasks").size());
    JsonNode lost = loaded.get("lost_tasks").get(0);
    assertEquals("ripeness", lost.get("id").textValue());
    assertTrue(lost.get("reason").textValue().startsWith(reason), lost.toString());
  }

  private interface Step {
    void run() throws Exception;
  }

  private static void whileRunning(AtomicBoolean done, Callable<Void> background, Step step)
      throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Void> running = thread.submit(background);
      step.run();
      done.set(true);
      running.get();
    } finally {
      done.set(true);
      thread.shutdown();
    }
  }

  private Path served() {
    return folder.resolve("served");
  }

  private Path version(String name, int seed) throws IOException {
    Path version = folder.resolve(name);
    RandomBundles.version(
        root.resolve("model"),
        version,
        RandomBundles.TASKS,
        Optional.of(RandomBundles.network(seed)));
    return version;
  }

  private JsonNode reload(Path version) throws Exception {
    TwoVersions.install(version, served());
    HttpResponse<String> loaded = server.load("fruit");
    assertEquals(200, loaded.statusCode(), loaded.body());
    return TestServer.json(loaded);
  }

  private void add(Task task) throws Exception {
    String classes = "\"" + String.join("\",\"", task.classes()) + "\"";
    String body = "{\"name\":\"%s\",\"classes\":[%s]}".formatted(task.name(), classes);
    HttpResponse<String> added =
        server.post("/v1/tasks", "application/json", body.getBytes(StandardCharsets.UTF_8));
    assertEquals(201, added.statusCode(), added.body());
  }

  private void remove(String id) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(server.uri("/v1/tasks/" + id)).DELETE().build();
    assertEquals(204, server.send(request).statusCode());
  }

  private Set<String> added() throws Exception {
    Set<String> ids = new TreeSet<>();
    for (JsonNode task : TestServer.json(server.get("/v1/bundles")).at("/bundles/0/tasks")) {
      ids.add(task.get("id").textValue());
    }
    RandomBundles.TASKS.forEach(own -> ids.remove(own.id()));
    return ids;
  }

  private HttpResponse<String> ask(Task task) throws Exception {
    String tasks = URLEncoder.encode(task.id(), StandardCharsets.UTF_8);
    return server.post("/v1/classify?tasks=" + tasks, "image/png", TestServer.png(COLOUR));
  }

  private JsonNode classify(Task task) throws Exception {
    HttpResponse<String> answer = ask(task);
    assertEquals(200, answer.statusCode(), answer.body());
    return TestServer.json(answer);
  }

  private static List<Double> probabilities(JsonNode answer) {
    List<Double> probabilities = new ArrayList<>();
    answer
        .at("/results/0/tasks/0/classes")
        .forEach(each -> probabilities.add(each.get("probability").doubleValue()));
    return probabilities;
  }

  /** From the library. */
  private static List<Double> expected(Path version, Task task) throws IOException {
    SessionOptions cpu = new SessionOptions(Device.cpu(), 1);
    try (NewTaskWriter writer = NewTaskWriter.open(version, cpu);
        PromptClassifier library =
            PromptClassifier.open(
                version, task, writer.textFeatures(task.name(), task.classes()), cpu)) {
      return library.classify(TestServer.png(COLOUR)).get(0).classes().stream()
          .map(ClassProbability::probability)
          .toList();
    }
  }

  /** Batches round differently: 1e-6 at temperature 20. */
  private static void assertClose(List<Double> expected, List<Double> found) {
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i), found.get(i), 1e-5);
    }
  }
}
