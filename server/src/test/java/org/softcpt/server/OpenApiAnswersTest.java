package org.softcpt.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server does what the OpenAPI document says: routes, answers, refusals. */
class OpenApiAnswersTest {

  private static ApiDescription description;
  private static SoftCptServer server;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @BeforeAll
  static void start(@TempDir Path root) throws IOException {
    description = ApiDescription.read();
    server = RandomBundles.write(root).serve();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void everyRouteIsDescribedAndNoOther() {
    TreeSet<String> routed = new TreeSet<>();
    server.routes().forEach(route -> routed.add(route.method() + " " + route.pattern()));
    assertEquals(description.operations(), routed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "GET    | /v1/bundles       | /v1/bundles                               | 200 | NONE |",
        "GET    | /openapi.json     | /openapi.json                             | 200 | NONE |",
        "GET    | /                 | /                                         | 200 | NONE |",
        "GET    | /page/{file}      | /page/main.js                             | 200 | NONE |",
        "GET    | /page/{file}      | /page/icon.svg                            | 200 | NONE |",
        "GET    | /page/{file}      | /page/index.html                          | 404 | NONE |",
        "GET    | /health/live      | /health/live                              | 200 | NONE |",
        "GET    | /health/ready     | /health/ready                             | 200 | NONE |",
        "POST   | /v1/classify      | /v1/classify?bundle=meta                  | 200 | IMAGE | image/png",
        "POST   | /v1/classify      | /v1/classify?bundle=meta&tasks=light      | 200 | IMAGE | application/octet-stream",
        "POST   | /v1/classify      | /v1/classify?bundle=meta&top=2            | 200 | JSON | application/json",
        "POST   | /v1/classify      | /v1/classify                              | 400 | IMAGE | image/png",
        "POST   | /v1/classify      | /v1/classify?bundle=meta&top=0            | 400 | IMAGE | image/png",
        "POST   | /v1/classify      | /v1/classify?bundle=meta                  | 400 | {\"images\": 1} | application/json",
        "POST   | /v1/classify      | /v1/classify?bundle=none                  | 404 | IMAGE | image/png",
        "POST   | /v1/classify      | /v1/classify?bundle=meta&tasks=none       | 404 | IMAGE | image/png",
        "PUT    | /v1/classify      | /v1/classify?bundle=meta                  | 405 | IMAGE | image/png",
        "POST   | /v1/classify      | /v1/classify?bundle=meta                  | 413 | LARGE | image/png",
        "POST   | /v1/classify      | /v1/classify?bundle=meta                  | 415 | IMAGE | text/plain",
        "POST   | /v1/classify      | /v1/classify?bundle=meta                  | 422 | GIF89a | image/gif",
        "POST   | /v1/embed         | /v1/embed?bundle=plain                    | 200 | IMAGE | image/png",
        "POST   | /v1/embed         | /v1/embed?bundle=plain                    | 422 | GIF89a | image/png",
        "DELETE | /v1/tasks/{id}    | /v1/tasks/none?bundle=meta                | 404 | NONE |",
        "GET    | /metrics          | /metrics                                  | 200 | NONE |",
        "GET    | /v2               | /v2                                       | 200 | NONE |",
        "PUT    | /v2               | /v2                                       | 405 | IMAGE | image/png",
        "GET    | /v2/health/live   | /v2/health/live                           | 200 | NONE |",
        "GET    | /v2/health/ready  | /v2/health/ready                          | 200 | NONE |",
        "GET    | /v2/models/{name} | /v2/models/meta                           | 200 | NONE |",
        "GET    | /v2/models/{name} | /v2/models/none                           | 404 | NONE |",
        "GET    | /v2/models/{name}/ready              | /v2/models/plain/ready              | 200 | NONE |",
        "GET    | /v2/models/{name}/versions/{version} | /v2/models/meta/versions/0          | 404 | NONE |",
        "POST   | /v2/models/{name}/infer              | /v2/models/meta/infer               | 200 | INFER | application/json",
        "POST   | /v2/models/{name}/infer              | /v2/models/meta/infer               | 400 | {} | application/json",
        "POST   | /v2/repository/index                 | /v2/repository/index                | 200 | {} | application/json",
        "POST   | /v2/repository/models/{name}/load    | /v2/repository/models/meta/load     | 403 | {} | application/json",
      })
  void answersAsDescribed(
      String method, String pattern, String path, int status, String body, String type)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = ask(method, path, bytes(body), type);
    assertEquals(status, answer.statusCode(), answer.body());
    description.requireDescribes(described(method, pattern), pattern, answer);
  }

  @Test
  void aNewTaskComesAndGoesAsDescribed() throws IOException, InterruptedException {
    String json =
        "{\"bundle\": \"meta\", \"name\": \"Ripeness\", \"classes\": [\"ripe\", \"raw\"]}";
    HttpResponse<String> added = ask("POST", "/v1/tasks", bytes(json), Reply.JSON);
    assertEquals(201, added.statusCode(), added.body());
    description.requireDescribes("POST", "/v1/tasks", added);
    HttpResponse<String> listed = ask("GET", "/v1/bundles", new byte[0], null);
    description.requireDescribes("GET", "/v1/bundles", listed);
    HttpResponse<String> removed =
        ask("DELETE", "/v1/tasks/ripeness?bundle=meta", new byte[0], null);
    assertEquals(204, removed.statusCode(), removed.body());
    description.requireDescribes("DELETE", "/v1/tasks/{id}", removed);
  }

  /** The method itself, or another of the path: there a refusal of the method is described. */
  private static String described(String method, String pattern) {
    return Stream.of(method, "GET", "POST", "DELETE")
        .filter(each -> description.operations().contains(each + " " + pattern))
        .findFirst()
        .orElseThrow();
  }

  /** What a row's body stands for; others are sent as they are. */
  private static byte[] bytes(String body) throws IOException {
    byte[] image = TestServer.png(0xff9000);
    return switch (body) {
      case "NONE" -> new byte[0];
      case "IMAGE" -> image;
      case "LARGE" -> new byte[Limits.DEFAULT.bodyBytes() + 1];
      case "JSON" ->
          utf8(
              "{\"images\": [\"%1$s\", {\"name\": \"b.png\", \"data\": \"%1$s\"}]}"
                  .formatted(Base64.getEncoder().encodeToString(image)));
      case "INFER" ->
          utf8(
              "{\"inputs\": [{\"name\": \"image\", \"datatype\": \"BYTES\", \"shape\": [1], \"data\": [\"%s\"]}]}"
                  .formatted(Base64.getEncoder().encodeToString(image)));
      default -> utf8(body);
    };
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static HttpResponse<String> ask(String method, String path, byte[] body, String type)
      throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + server.port() + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (type != null) {
      request.header("Content-Type", type);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }
}
