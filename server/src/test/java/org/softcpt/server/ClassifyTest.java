package org.softcpt.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.image.ImageDecoder;
import org.softcpt.runtime.Device;
import org.softcpt.runtime.PromptClassifier;
import org.softcpt.runtime.SessionOptions;
import org.softcpt.runtime.TaskPrediction;

class ClassifyTest {

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

  @Test // the law of the server: HTTP changes nothing
  void answersWhatTheLibraryAnswers() throws Exception {
    byte[] image = TestServer.png(0xc04020);
    JsonNode tasks = result(server.post("/v1/classify", "image/png", image), 0);
    SessionOptions cpu = SessionOptions.on(Device.cpu());
    try (PromptClassifier library = PromptClassifier.open(folder.resolve("bundle"), cpu)) {
      List<TaskPrediction> expected = library.classify(ImageDecoder.decode(image, "image"));
      assertEquals(expected.size(), tasks.size());
      for (int task = 0; task < expected.size(); task++) {
        assertAgrees(expected.get(task), tasks.get(task));
      }
    }
  }

  private static void assertAgrees(TaskPrediction expected, JsonNode task) {
    assertEquals(expected.id(), task.get("id").textValue());
    for (int c = 0; c < expected.classes().size(); c++) {
      JsonNode found = task.get("classes").get(c);
      assertEquals(expected.classes().get(c).name(), found.get("name").textValue());
      assertEquals(
          expected.classes().get(c).probability(), found.get("probability").doubleValue(), 1e-12);
    }
  }

  @Test
  void takesImagesAsFormAndAsJsonToo() throws Exception {
    byte[] red = TestServer.png(0xff0000);
    byte[] blue = TestServer.png(0x0000ff);
    String json =
        "{\"images\": [\"%s\", {\"name\": \"b\", \"data\": \"%s\"}], \"tasks\": [\"light\"], \"top\": 1}"
            .formatted(base64(red), base64(blue));
    HttpResponse<String> byJson =
        server.post("/v1/classify", "application/json", json.getBytes(StandardCharsets.UTF_8));
    HttpResponse<String> byForm = server.send(form(red, blue));
    assertEquals("0", image(byJson, 0));
    assertEquals("b", image(byJson, 1));
    assertEquals("red.png", image(byForm, 0));
    for (int i = 0; i < 2; i++) {
      assertEquals(result(byJson, i), result(byForm, i));
      assertEquals(1, result(byJson, i).size());
      assertEquals(1, result(byJson, i).get(0).get("classes").size());
    }
  }

  private static HttpRequest form(byte[] red, byte[] blue) {
    String parts =
        part("a\"; filename=\"red.png", red)
            + part("b\"; filename=\"blue.png", blue)
            + part("tasks", "light".getBytes(StandardCharsets.UTF_8))
            + part("top", "1".getBytes(StandardCharsets.UTF_8))
            + "--xyz--\r\n";
    return HttpRequest.newBuilder(server.uri("/v1/classify"))
        .header("Content-Type", "multipart/form-data; boundary=xyz")
        .POST(BodyPublishers.ofByteArray(parts.getBytes(StandardCharsets.ISO_8859_1)))
        .build();
  }

  private static String part(String name, byte[] content) {
    return "--xyz\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
        .formatted(name, new String(content, StandardCharsets.ISO_8859_1));
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    assertError(422, "invalid_image", server.post("/v1/classify", "image/png", new byte[] {1}));
    assertError(
        415, "unsupported_media_type", server.post("/v1/classify", "text/html", new byte[1]));
    assertError(400, "malformed_request", server.post("/v1/classify?top=no", "image/png", png()));
    assertError(404, "unknown_task", server.post("/v1/classify?tasks=x", "image/png", png()));
    assertError(404, "unknown_bundle", server.post("/v1/classify?bundle=x", "image/png", png()));
    assertError(404, "not_found", server.get("/v1/nothing"));
    assertError(405, "method_not_allowed", server.get("/v1/classify"));
  }

  @Test
  void givesTheRawFeature() throws Exception {
    JsonNode answer = TestServer.json(server.post("/v1/embed", "image/png", png()));
    assertEquals(5, answer.get("results").get(0).get("feature").size());
    assertEquals(64, answer.get("encoder").textValue().length());
  }

  @Test
  void listsBundles() throws Exception {
    JsonNode bundle = TestServer.json(server.get("/v1/bundles")).get("bundles").get(0);
    assertEquals("tiny", bundle.get("name").textValue());
    assertEquals(2, bundle.get("tasks").size());
  }

  private static void assertError(int status, String code, HttpResponse<String> response)
      throws Exception {
    assertEquals(status, response.statusCode(), response.body());
    JsonNode error = TestServer.json(response).get("error");
    assertEquals(code, error.get("code").textValue());
    assertTrue(error.get("message").textValue().length() > 10, response.body());
    assertEquals(
        response.headers().firstValue("X-Request-Id").orElseThrow(),
        error.get("request_id").textValue());
  }

  private static byte[] png() throws Exception {
    return TestServer.png(0x808080);
  }

  private static String base64(byte[] content) {
    return Base64.getEncoder().encodeToString(content);
  }

  private static String image(HttpResponse<String> response, int i) throws Exception {
    assertEquals(200, response.statusCode(), response.body());
    return TestServer.json(response).get("results").get(i).get("image").textValue();
  }

  private static JsonNode result(HttpResponse<String> response, int i) throws Exception {
    assertEquals(200, response.statusCode(), response.body());
    return TestServer.json(response).get("results").get(i).get("tasks");
  }
}
