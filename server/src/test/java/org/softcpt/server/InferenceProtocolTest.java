package org.softcpt.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.softcpt.models.image.ImageDecoder;
import org.softcpt.models.image.Picture;
import org.softcpt.models.image.Preprocessor;
import org.softcpt.runtime.ClassProbability;
import org.softcpt.runtime.Device;
import org.softcpt.runtime.PromptClassifier;
import org.softcpt.runtime.SessionOptions;
import org.softcpt.runtime.TaskPrediction;
import org.softcpt.server.kserve.InferRequest;

class InferenceProtocolTest {

  private static final String INFER = "/v2/models/tiny/infer";
  private static final int COLOUR = 0xc04020;

  @TempDir static Path folder;
  private static TestServer server;
  private static List<TaskPrediction> expected;
  private static float[] pixels;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(folder);
    SessionOptions cpu = new SessionOptions(Device.cpu(), 1);
    try (PromptClassifier library = PromptClassifier.open(folder.resolve("bundle"), cpu)) {
      Picture picture = ImageDecoder.decode(TestServer.png(COLOUR), "image");
      expected = library.classify(picture);
      pixels = new Preprocessor(library.manifest().preprocessing()).apply(picture);
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void describesItself() throws Exception {
    JsonNode metadata = json("/v2");
    assertEquals("softcpt", metadata.get("name").textValue());
    assertEquals(
        "[\"binary_tensor_data\",\"classification\",\"model_repository\"]",
        metadata.get("extensions").toString());
    assertTrue(json("/v2/health/live").get("live").booleanValue());
    assertTrue(json("/v2/health/ready").get("ready").booleanValue());
  }

  @Test
  void describesItsModels() throws Exception {
    JsonNode model = json("/v2/models/tiny");
    String version = model.get("versions").get(0).textValue();
    assertEquals(json("/v1/bundles").at("/bundles/0/version").textValue(), version);
    assertEquals(
        "[{\"name\":\"image\",\"datatype\":\"BYTES\",\"shape\":[-1]},"
            + "{\"name\":\"pixels\",\"datatype\":\"FP32\",\"shape\":[-1,3,4,4]}]",
        model.get("inputs").toString());
    assertEquals(
        "[{\"name\":\"colour\",\"datatype\":\"FP32\",\"shape\":[-1,3]},"
            + "{\"name\":\"light\",\"datatype\":\"FP32\",\"shape\":[-1,2]},"
            + "{\"name\":\"feature\",\"datatype\":\"FP32\",\"shape\":[-1,5]}]",
        model.get("outputs").toString());
    assertEquals(model, json("/v2/models/tiny/versions/" + version));
    assertEquals(200, server.get("/v2/models/tiny/ready").statusCode());
    assertEquals(200, server.get("/v2/models/tiny/versions/" + version + "/ready").statusCode());
    JsonNode index = TestServer.json(server.post("/v2/repository/index", "", new byte[0]));
    assertEquals(
        "[{\"name\":\"tiny\",\"version\":\"%s\",\"state\":\"READY\",\"reason\":\"\"}]"
            .formatted(version),
        index.toString());
  }

  @Test // files in base64, all outputs
  void infersFromFiles() throws Exception {
    String image = Base64.getEncoder().encodeToString(TestServer.png(COLOUR));
    JsonNode answer = infer("{'id':'a1','inputs':[%s]}".formatted(images("[1]", image)));
    assertEquals("tiny", answer.get("model_name").textValue());
    assertEquals("a1", answer.get("id").textValue());
    assertEquals(
        List.of("colour", "light", "feature"), answer.get("outputs").findValuesAsText("name"));
    assertProbabilities(0, answer.at("/outputs/0/data"));
    assertProbabilities(1, answer.at("/outputs/1/data"));
    assertEquals(5, answer.at("/outputs/2/data").size());
  }

  @Test // a column of files is a list of files
  void takesABatchOfColumns() throws Exception {
    String image = Base64.getEncoder().encodeToString(TestServer.png(COLOUR));
    JsonNode answer =
        infer(
            "{'inputs':[%s],'outputs':[{'name':'light'}]}"
                .formatted(images("[2,1]", image + "','" + image)));
    assertEquals("[2,2]", answer.at("/outputs/0/shape").toString());
    assertEquals(1, answer.get("outputs").size());
    assertEquals(
        answer.at("/outputs/0/data/0").floatValue(), answer.at("/outputs/0/data/2").floatValue());
  }

  @Test
  void infersFromPixelsAndNamesTheBestClasses() throws Exception {
    JsonNode answer =
        infer(
            "{'inputs':[{'name':'pixels','datatype':'FP32','shape':[1,3,4,4],'data':%s}],"
                    .formatted(Arrays.toString(pixels))
                + "'outputs':[{'name':'colour','parameters':{'classification':2}}]}");
    assertEquals("BYTES", answer.at("/outputs/0/datatype").textValue());
    assertEquals("[1,2]", answer.at("/outputs/0/shape").toString());
    ClassProbability best = expected.get(0).top(1).get(0);
    String[] found = answer.at("/outputs/0/data/0").textValue().split(":", 3);
    assertEquals(best.probability(), Double.parseDouble(found[0]), 1e-6);
    assertEquals(expected.get(0).classes().indexOf(best), Integer.parseInt(found[1]));
    assertEquals(best.name(), found[2]);
  }

  @Test // in and out behind the JSON
  void infersInBinary() throws Exception {
    byte[] image = TestServer.png(COLOUR);
    String json =
        ("{'inputs':[{'name':'image','datatype':'BYTES','shape':[1],'parameters':"
                + "{'binary_data_size':%d}}],'outputs':[{'name':'light','parameters':"
                + "{'binary_data':true}},{'name':'feature'}]}")
            .formatted(image.length + 4)
            .replace('\'', '"');
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(json.getBytes(StandardCharsets.UTF_8));
    body.writeBytes(little(4).putInt(image.length).array());
    body.writeBytes(image);
    HttpRequest request =
        HttpRequest.newBuilder(server.uri(INFER))
            .header(InferRequest.HEADER, Integer.toString(json.length()))
            .POST(BodyPublishers.ofByteArray(body.toByteArray()))
            .build();
    HttpResponse<byte[]> response =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
    assertEquals(200, response.statusCode(), () -> new String(response.body()));
    int length = Integer.parseInt(response.headers().firstValue(InferRequest.HEADER).orElseThrow());
    JsonNode answer = new ObjectMapper().readTree(response.body(), 0, length);
    ByteBuffer behind = ByteBuffer.wrap(response.body(), length, 8).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(length + 8, response.body().length);
    for (ClassProbability each : expected.get(1).classes()) {
      assertEquals(each.probability(), behind.getFloat(), 1e-6);
    }
    assertEquals(5, answer.at("/outputs/1/data").size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "400 | {} | inputs: expected at least one tensor",
        "400 | { | expected the JSON of an infer request",
        "400 | {'inputs':[{'name':'x','datatype':'BYTES','shape':[1],'data':['']}]} | 'pixels'",
        "400 | {'inputs':[{'name':'image','datatype':'FP32','shape':[1],'data':[1]}]} | BYTES",
        "400 | {'inputs':[{'name':'image','datatype':'BYTES','shape':[],'data':['']}]} | shape [N]",
        "400 | {'inputs':[{'name':'image','datatype':'BYTES','shape':[1,2],'data':['']}]} | [1, 2]",
        "400 | {'inputs':[{'name':'image','datatype':'BYTES','shape':[0],'data':[]}]} | 1 to 32",
        "400 | {'inputs':[{'name':'image','datatype':'BYTES','shape':[33],'data':[]}]} | 1 to 32",
        "400 | {'inputs':[{'name':'pixels','datatype':'FP32','shape':[1,3,5,5],'data':[]}]} | [N,"
            + " 3",
        "400 | {'inputs':[{'name':'pixels','datatype':'FP32','shape':[1,3,4,4],'data':[]}]} | found"
            + " 0",
        "422 | {'inputs':[{'name':'image','datatype':'BYTES','shape':[1],'data':['AAAA']}]} | image"
            + " 0",
        "400 | {'inputs':[{'name':'image','datatype':'BYTES','shape':[1],'data':['AAAA']}],"
            + "'outputs':[{'name':'no'}]} | output 'no': there are [colour, light, feature]",
        "400 | {'inputs':[{'name':'image','datatype':'BYTES','shape':[1],'data':['AAAA']}],"
            + "'outputs':[{'name':'feature','parameters':{'classification':1}}]} | no classes",
      })
  void errorsAreATextAsTheProtocolSays(int status, String body, String part) throws Exception {
    assertError(status, part, post(INFER, body));
  }

  @Test // finite pixels, no finite feature
  void refusesPixelsNoPictureHas() throws Exception {
    String data = Arrays.toString(new float[48]);
    String body =
        "{'inputs':[{'name':'pixels','datatype':'FP32','shape':[1,3,4,4],'data':%s}]}"
            .formatted(data);
    assertError(422, "feature: expected finite values, not all zero", post(INFER, body));
  }

  @Test
  void errorsOutsideTheEndpointsAreTextsToo() throws Exception {
    assertError(404, "bundle 'other'", server.get("/v2/models/other"));
    assertError(404, "expected version", server.get("/v2/models/tiny/versions/7"));
    assertError(404, "nothing at this path", server.get("/v2/logging"));
    assertError(405, "expected method POST", server.get(INFER));
    HttpRequest compressed =
        HttpRequest.newBuilder(server.uri(INFER))
            .header("Content-Encoding", "gzip")
            .POST(BodyPublishers.ofString("x"))
            .build();
    assertError(415, "Content-Encoding: expected none", server.send(compressed));
  }

  private static void assertError(int status, String part, HttpResponse<String> response)
      throws IOException {
    assertEquals(status, response.statusCode(), response.body());
    JsonNode error = TestServer.json(response);
    assertEquals(1, error.size());
    String message = error.get("error").textValue();
    assertTrue(message.contains(part), message);
  }

  private static void assertProbabilities(int task, JsonNode data) {
    List<ClassProbability> classes = expected.get(task).classes();
    assertEquals(classes.size(), data.size());
    for (int c = 0; c < classes.size(); c++) { // half a unit in the last place of a float
      assertEquals(classes.get(c).probability(), data.get(c).doubleValue(), 1e-6);
    }
  }

  private static String images(String shape, String base64) {
    return "{'name':'image','datatype':'BYTES','shape':%s,'data':['%s']}".formatted(shape, base64);
  }

  private static JsonNode infer(String body) throws Exception {
    HttpResponse<String> response = post(INFER, body);
    assertEquals(200, response.statusCode(), response.body());
    return TestServer.json(response);
  }

  private static HttpResponse<String> post(String path, String body) throws Exception {
    byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return server.post(path, "application/json", bytes);
  }

  private static JsonNode json(String path) throws Exception {
    HttpResponse<String> response = server.get(path);
    assertEquals(200, response.statusCode(), response.body());
    return TestServer.json(response);
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
