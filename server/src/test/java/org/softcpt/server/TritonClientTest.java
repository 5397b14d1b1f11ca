package org.softcpt.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.image.ImageDecoder;
import org.softcpt.runtime.ClassProbability;
import org.softcpt.runtime.Device;
import org.softcpt.runtime.PromptClassifier;
import org.softcpt.runtime.SessionOptions;
import org.softcpt.runtime.TaskPrediction;

/** NVIDIA's client, {@code tritonclient[http]}, which knows nothing of us, against the server. */
class TritonClientTest {

  private static final String SCRIPT = "check_inference_protocol.py";
  private static final List<String> WAYS = List.of("all", "json", "version", "async");

  @TempDir static Path folder;
  private static List<TaskPrediction> expected;
  private static JsonNode found;

  @BeforeAll
  static void talk() throws Exception {
    PythonPeer triton = PythonPeer.with("tritonclient.http", folder);
    Path image = Files.write(folder.resolve("image.png"), TestServer.png(0xc04020));
    TwoVersions versions = new TwoVersions(folder);
    Reloading onRequest = new Reloading(true, Optional.empty());
    ServerOptions options =
        TestServer.options(Map.of("tiny", versions.served()), Limits.DEFAULT).with(onRequest);
    try (TestServer server = TestServer.start(options)) {
      String address = "127.0.0.1:" + server.port();
      String out = triton.run(SCRIPT, address, "tiny", image.toString(), "--reload");
      found = new ObjectMapper().readTree(out);
    }
    SessionOptions cpu = new SessionOptions(Device.cpu(), 1);
    try (PromptClassifier library = PromptClassifier.open(versions.version(0), cpu)) {
      expected = library.classify(ImageDecoder.decode(Files.readAllBytes(image), "image"));
    }
  }

  @Test
  void understandsHealthAndMetadata() {
    assertTrue(found.get("live").booleanValue());
    assertTrue(found.get("ready").booleanValue());
    assertTrue(found.get("model_ready").booleanValue());
    assertFalse(found.get("other_ready").booleanValue());
    assertEquals("softcpt", found.at("/server/name").textValue());
    assertEquals("tiny", found.at("/model/name").textValue());
    assertEquals("READY", found.at("/index/0/state").textValue());
    assertTrue(found.get("reloaded").booleanValue());
  }

  @Test // however it asks
  void getsTheLibrarysNumbers() {
    for (String way : WAYS) {
      JsonNode answer = found.at("/answers/" + way);
      for (TaskPrediction task : expected) {
        List<Double> row = numbers(answer.get(task.id()).get(0));
        for (int c = 0; c < row.size(); c++) { // single precision
          assertEquals(task.classes().get(c).probability(), row.get(c), 1e-6, way);
        }
      }
    }
    assertEquals("7", found.at("/answers/id").textValue());
    assertEquals("[\"colour\"]", found.at("/answers/one").toString());
  }

  @Test
  void getsTheBestClassesByName() {
    List<ClassProbability> best = expected.get(0).top(2);
    for (int i = 0; i < 2; i++) {
      String text = found.at("/answers/best/" + i).textValue();
      assertTrue(text.endsWith(":" + best.get(i).name()), text);
    }
  }

  @Test
  void pixelsAreTheSameInTheJsonAndBehindIt() {
    JsonNode binary = found.at("/answers/pixels");
    JsonNode json = found.at("/answers/pixels_json");
    for (TaskPrediction task : expected) {
      for (int image = 0; image < 2; image++) {
        List<Double> row = numbers(binary.get(task.id()).get(image));
        List<Double> other = numbers(json.get(task.id()).get(image));
        assertEquals(task.classes().size(), row.size());
        assertEquals(1, row.stream().mapToDouble(Double::doubleValue).sum(), 1e-5);
        for (int c = 0; c < row.size(); c++) {
          assertEquals(row.get(c), other.get(c), 1e-5); // of another batch, maybe
        }
      }
    }
  }

  @Test
  void readsErrors() {
    assertEquals("422", found.at("/refusals/image/status").textValue());
    assertTrue(found.at("/refusals/image/message").textValue().contains("image 0"));
    assertEquals("404", found.at("/refusals/model/status").textValue());
    assertEquals("400", found.at("/refusals/output/status").textValue());
  }

  private static List<Double> numbers(JsonNode row) {
    List<Double> numbers = new ArrayList<>();
    row.forEach(each -> numbers.add(each.doubleValue()));
    return numbers;
  }
}
