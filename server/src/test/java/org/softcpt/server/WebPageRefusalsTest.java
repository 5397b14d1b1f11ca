package org.softcpt.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.server.ScriptedServer.Answer;

/** The page in a real browser, where the server does not do what it is asked. */
@ExtendWith(BrowserExtension.class)
class WebPageRefusalsTest {

  static final Answer BUNDLES =
      Answer.json(
          200,
          """
          {"bundles": [{"name": "b", "version": "0123456789ab", "encoder": "e", "new_tasks": true,
            "tasks": [{"id": "t", "name": "<b>t</b>", "classes": ["<i>x</i>", "y"]}]}]}
          """);

  static final Answer CLASSIFIED =
      Answer.json(
          200,
          """
          {"bundle": "b", "version": "0123456789ab", "results": [{"image": "0", "tasks":
            [{"id": "t", "name": "<b>t</b>", "classes": [{"name": "<i>x</i>", "probability": 1}]}]}],
            "milliseconds": {"decode": 1, "queue": 1, "encode": 1, "total": 4}}
          """);

  private static Browser browser;
  private static Path image;
  private ScriptedServer server;

  @BeforeAll
  static void start(Browser shared, @TempDir Path root) throws IOException {
    browser = shared;
    image = Files.write(root.resolve("a.png"), TestServer.png(0xff0000));
  }

  @BeforeEach
  void open() throws IOException {
    server = new ScriptedServer().on("GET /v1/bundles", BUNDLES);
    browser.screen(1280, "light");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void openPage() {
    browser.open(server.address());
    browser.until("tasks", () -> !browser.all("#task-list li").isEmpty());
  }

  @Test
  void aKeyIsAskedForAndKeptNowhere() {
    Answer none = Answer.refusal(401, "unauthorized", "a key is missing");
    Answer wrong = Answer.refusal(401, "unauthorized", "the key is another");
    server.on("GET /v1/bundles", none, wrong, BUNDLES);
    browser.open(server.address());
    browser.until("form", () -> browser.one("#key-form").isDisplayed());
    assertEquals("a key is missing (request r1)", browser.one("#alarm").getText());
    assertEquals("key", browser.focused());
    browser.press("first\n");
    browser.until("no", () -> browser.one("#alarm").getText().contains("the key is another"));
    browser.press("second\n");
    browser.until("tasks", () -> !browser.all("#task-list li").isEmpty());
    assertFalse(browser.one("#key-form").isDisplayed());
    assertEquals(List.of("null", "Bearer first", "Bearer second"), server.keys());
    String kept = "return document.cookie + localStorage.length + sessionStorage.length";
    assertEquals("00", browser.driver().executeScript(kept));
    assertEquals("", browser.one("#key").getDomProperty("value"));
  }

  @Test
  void aBusyServerIsAskedAgain() {
    Answer busy = Answer.refusal(429, "queue_full", "too many").with("Retry-After", "0");
    server.on("POST /v1/classify", busy, busy, CLASSIFIED);
    openPage();
    browser.drop(image);
    browser.untilStatusHas("a.png. <b>t</b>: <i>x</i>, 100.0 %.");
    assertEquals(4, server.keys().size());
  }

  @Test
  void aServerThatStaysBusyIsLeftAlone() {
    server.on(
        "POST /v1/classify",
        Answer.refusal(503, "draining", "about to stop").with("Retry-After", "0"));
    openPage();
    browser.drop(image);
    browser.untilStatusHas("1 refused");
    assertEquals(List.of("about to stop (request r1)"), browser.texts("#results .error"));
    assertEquals(1 + 5, server.keys().size());
  }

  @Test
  void whereNewTasksAreDisabledTheFormGoesAndTheServersWordsStay() {
    server.on("POST /v1/tasks", Answer.refusal(403, "disabled", "new tasks are off"));
    openPage();
    browser.one("#new-name").sendKeys("n");
    browser.one("#new-classes").sendKeys("a, b");
    browser.one("#new-task-form button").click();
    browser.until("no form", () -> !browser.one("#new-task-form").isDisplayed());
    assertEquals("new tasks are off (request r1)", browser.one("#new-task-note").getText());
  }

  @Test
  void aRefusalBySomethingInFrontOfTheServerIsShown() {
    server.on("POST /v1/classify", new Answer(502, "text/html", "<h1>Bad gateway</h1>", Map.of()));
    openPage();
    browser.drop(image);
    browser.untilStatusHas("1 refused");
    String said = browser.one("#results .error").getText();
    assertTrue(said.startsWith("HTTP 502"), said);
  }

  @Test
  void aServerThatIsGoneIsSaid() {
    openPage();
    server.close();
    browser.drop(image);
    browser.untilStatusHas("1 refused");
    String said = browser.one("#results .error").getText();
    assertTrue(said.startsWith("The server cannot be reached"), said);
  }

  @Test
  void namesAreTextAndNeverMarkup() {
    server.on("POST /v1/classify", CLASSIFIED);
    openPage();
    browser.drop(image);
    browser.untilStatusHas("a.png");
    assertEquals(List.of("<b>t</b>"), browser.texts("#results h4"));
    assertEquals(0, browser.all("main b, main i").size());
    assertEquals(List.of(), browser.complaints());
  }
}
