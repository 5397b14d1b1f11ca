package org.softcpt.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, against a real server: what it answers. */
@ExtendWith(BrowserExtension.class)
class WebPageBrowserTest {

  private static Browser browser;
  private static SoftCptServer server;
  private static Path orange;
  private static Path green;
  private static Path text;

  @BeforeAll
  static void start(Browser shared, @TempDir Path root) throws IOException {
    browser = shared;
    server = RandomBundles.write(root).serve();
    orange = Files.write(root.resolve("orange.png"), TestServer.png(0xff9000));
    green = Files.write(root.resolve("green.png"), TestServer.png(0x20a040));
    text = Files.writeString(root.resolve("notes.txt"), "not an image");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void open() {
    browser.screen(1280, "light");
    browser.open(address("/"));
    browser.until("tasks", () -> browser.all("#task-list li").size() >= RandomBundles.TASKS.size());
  }

  @Test
  void droppedImagesGetTheBarsOfTheApisAnswer() throws IOException, InterruptedException {
    browser.drop(orange, green);
    browser.untilStatusHas("2 of 2 images classified.");
    assertEquals(List.of("orange.png", "green.png"), browser.texts("#results h3"));
    assertEquals(bars(api(orange)), shown("#results > li:nth-child(1)"));
    assertEquals(bars(api(green)), shown("#results > li:nth-child(2)"));
    browser.all("img").forEach(image -> assertEquals("6", image.getDomProperty("naturalWidth")));
    List<String> stages = browser.texts("#results > li:nth-child(1) .latency div");
    assertEquals(4, stages.size());
    stages.forEach(stage -> assertTrue(stage.matches("[a-z]+\\s\\d+\\.\\d ms"), stage));
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void barsAreAsLongAsTheirShares() {
    browser.drop(orange);
    browser.untilStatusHas("orange.png");
    browser.until("bars stand still", () -> differences() < 0.01);
  }

  /** The largest difference between a bar's share of its track and the number beside it. */
  private static double differences() {
    String script =
        "return Math.max(...[...document.querySelectorAll('.bars li')].filter(li => li.offsetWidth)"
            + ".map(li => Math.abs(li.querySelector('.filled').getBoundingClientRect().width"
            + " / li.querySelector('.track').getBoundingClientRect().width"
            + " - parseFloat(li.querySelector('.share').textContent) / 100)))";
    return ((Number) browser.driver().executeScript(script)).doubleValue();
  }

  @Test
  void onlyTickedTasksAreAsked() {
    browser.one("#task-list li:nth-child(1) input").click();
    browser.drop(orange);
    browser.untilStatusHas("light of the picture");
    assertEquals(List.of("light of the picture"), browser.texts("#results h4"));
    browser.one("#all-tasks").click();
    browser.until("both tasks", () -> browser.all("#results h4").size() == 2);
    browser.one("#no-tasks").click();
    browser.untilStatusHas("1 refused");
    assertEquals(
        List.of("No task is ticked, so there is nothing to answer."),
        browser.texts("#results .error"));
  }

  @Test
  void aNewTaskIsAnsweredAtOnce() {
    browser.drop(green);
    browser.untilStatusHas("green.png");
    browser.one("#new-name").sendKeys("Ripeness of it");
    browser.one("#new-classes").sendKeys("ripe, unripe\nrotten");
    browser.one("#new-task-form button").click();
    browser.until("its bars", () -> browser.all("[data-task=ripeness_of_it] .bars li").size() == 3);
    assertTrue(browser.one("#status").getText().contains("Ripeness of it: "));
    browser.one("[aria-label='Remove task Ripeness of it']").click();
    browser.until("it goes", () -> browser.all("[data-task=ripeness_of_it]").isEmpty());
    assertEquals(2, browser.all("#task-list li").size());
  }

  @Test
  void aTaskThatTheServerRefusesIsExplained() {
    browser.one("#new-name").sendKeys("fruit");
    browser.one("#new-classes").sendKeys("a, b");
    browser.one("#new-task-form button").click();
    browser.until("message", () -> !browser.all("#new-task-alarm .error").isEmpty());
    assertTrue(browser.one("#new-task-alarm").getText().contains("task 'fruit' is one of"));
    assertEquals("fruit", browser.one("#new-name").getDomProperty("value"));
  }

  @Test
  void aBundleWithoutMetaNetworkSaysSo() {
    browser.one("#bundle").sendKeys("plain");
    browser.until("no form", () -> !browser.one("#new-task-form").isDisplayed());
    assertTrue(browser.one("#new-task-note").getText().contains("meta network"));
  }

  @Test
  void aWrongFileShowsTheServersMessageAndSpoilsNoOther() {
    browser.drop(text, orange);
    browser.untilStatusHas("1 of 2 images classified, 1 refused.");
    String said = browser.one("#results > li:nth-child(1) .error").getText();
    assertTrue(said.contains("JPEG") && said.contains("(request "), said);
    assertEquals(2, browser.all("#results > li:nth-child(2) h4").size());
  }

  /** Lines as the page has them, from the API's answer about the file. */
  private static List<String> bars(JsonNode answer) {
    List<String> lines = new ArrayList<>();
    for (JsonNode task : answer.at("/results/0/tasks")) {
      lines.add(task.get("name").textValue());
      StreamSupport.stream(task.get("classes").spliterator(), false)
          .sorted(Comparator.comparing(each -> -each.get("probability").doubleValue()))
          .map(WebPageBrowserTest::bar)
          .forEach(lines::add);
    }
    return lines;
  }

  private static String bar(JsonNode each) {
    double share = 100 * each.get("probability").doubleValue();
    return "%s %.1f %%".formatted(each.get("name").textValue(), share);
  }

  /** All lines of an image, also those that are folded away. */
  private static List<String> shown(String card) {
    List<String> lines = new ArrayList<>();
    browser
        .all(card + " h4, " + card + " .bars li")
        .forEach(
            line -> {
              List<String> parts = browser.parts(line);
              lines.add(String.join(" ", parts));
            });
    return lines;
  }

  private static JsonNode api(Path image) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address("/v1/classify?bundle=meta")))
            .header("Content-Type", "image/png")
            .POST(BodyPublishers.ofFile(image))
            .build();
    String body = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    return new ObjectMapper().readTree(body);
  }

  private static String address(String path) {
    return "http://127.0.0.1:%d%s".formatted(server.port(), path);
  }
}
