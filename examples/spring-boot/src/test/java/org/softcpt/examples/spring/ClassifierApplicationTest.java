package org.softcpt.examples.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.runtime.Bundles;
import org.softcpt.runtime.ClassProbability;
import org.softcpt.runtime.PromptClassifier;
import org.softcpt.runtime.TaskPrediction;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole application, on a free port, with a small bundle. */
class ClassifierApplicationTest {

  @TempDir static Path folder;

  private static ConfigurableApplicationContext application;

  @BeforeAll
  static void start() throws IOException {
    Path bundle = Bundles.bundle(Bundles.model(folder.resolve("model")), folder.resolve("bundle"));
    application =
        SpringApplication.run(
            ClassifierApplication.class,
            "--softcpt.bundle=" + bundle,
            "--server.port=0",
            "--spring.main.banner-mode=off",
            "--logging.level.root=warn");
  }

  @AfterAll
  static void stop() {
    PromptClassifier classifier = application.getBean(PromptClassifier.class);
    application.close();
    assertThrows(IllegalStateException.class, () -> classifier.classify(picture()));
  }

  @Test
  void answersAsTheClassifierItself() throws Exception {
    HttpResponse<String> reply = post("/classify?top=2", png());
    assertEquals(200, reply.statusCode(), reply.body());
    JsonNode found = new ObjectMapper().readTree(reply.body());
    List<TaskPrediction> expected = application.getBean(PromptClassifier.class).classify(picture());
    assertEquals(2, found.size());
    for (int task = 0; task < 2; task++) {
      assertEquals(expected.get(task).id(), found.get(task).get("id").asText());
      List<ClassProbability> top = expected.get(task).top(2);
      for (int c = 0; c < 2; c++) {
        JsonNode answered = found.get(task).get("classes").get(c);
        assertEquals(top.get(c).name(), answered.get("name").asText());
        assertEquals(top.get(c).probability(), answered.get("probability").asDouble());
      }
    }
  }

  @Test
  void saysWhatIsWrongWithAnUpload() throws Exception {
    HttpResponse<String> reply = post("/classify", "no image".getBytes());
    assertEquals(422, reply.statusCode());
    assertTrue(reply.body().startsWith("upload: expected a JPEG, PNG"), reply.body());
  }

  private static HttpResponse<String> post(String path, byte[] body) throws Exception {
    int port = ((ServletWebServerApplicationContext) application).getWebServer().getPort();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:%d%s".formatted(port, path)))
            .header("Content-Type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static BufferedImage picture() {
    BufferedImage picture = new BufferedImage(9, 6, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 54; i++) {
      picture.setRGB(i % 9, i / 9, 0x010203 * i);
    }
    return picture;
  }

  private static byte[] png() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(picture(), "png", file);
    return file.toByteArray();
  }
}
