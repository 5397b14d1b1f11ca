package org.softcpt.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.folder.BundleManifest.Task;
import org.softcpt.server.ScriptedServer.Answer;

/** The page in a real browser, while the server gets new versions of its bundle. */
@ExtendWith(BrowserExtension.class)
class WebPageReloadTest {

  private static final Task MATURITY = new Task("maturity", "maturity", List.of("young", "old"));
  private static final Task LIGHT = RandomBundles.TASKS.get(1);

  private static Browser browser;
  private static RandomBundles bundles;
  private static Path other;
  private static Path image;

  @TempDir Path folder;
  private TestServer server;

  @BeforeAll
  static void writeBundles(Browser shared, @TempDir Path root) throws IOException {
    browser = shared;
    bundles = RandomBundles.write(root);
    other = root.resolve("other");
    List<Task> tasks = List.of(MATURITY, LIGHT);
    RandomBundles.version(root.resolve("model"), other, tasks, Optional.empty());
    image = Files.write(root.resolve("a.png"), TestServer.png(0xff9000));
  }

  @BeforeEach
  void open() throws IOException {
    TwoVersions.install(bundles.withMetaNetwork(), served());
    ServerOptions options = TestServer.options(Map.of("fruit", served()), Limits.DEFAULT);
    server = TestServer.start(options.with(new Reloading(true, Optional.empty())));
    browser.screen(1280, "light");
    browser.open(server.uri("/").toString());
    browser.until("version", () -> label().equals(label(bundles.withMetaNetwork())));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test // the image is answered by tasks that the page did not know
  void anAnswerOfANewVersionBringsItsNameAndTasks() throws Exception {
    browser.one("#task-list li:nth-child(1) input").click(); // "light" is in both versions
    reload(other);
    browser.drop(image);
    browser.until("version", () -> label().equals(label(other)));
    browser.until("tasks", () -> taskIds().equals(List.of("maturity", "light")));
    browser.until("answer", () -> browser.all("#results h4").size() == 2);
    assertEquals(List.of("maturity", "light of the picture"), browser.texts("#results h4"));
    assertTrue(browser.one("#new-task-note").getText().contains("takes no new tasks"));
    assertEquals(List.of(), browser.complaints());
  }

  @Test // the new version refuses what the page asks
  void aTaskThatIsGoneIsNoLongerAsked() throws Exception {
    reload(other);
    browser.drop(image);
    browser.untilStatusHas("a.png. maturity: ");
    assertEquals(label(other), label());
  }

  @Test // whoever comes back to the page sees what is served
  void theFocusBringsTheNewVersion() throws Exception {
    browser.focus("#task-list input[value=light]");
    reload(other);
    browser.driver().executeScript("window.dispatchEvent(new Event('focus'))");
    browser.until("version", () -> label().equals(label(other)));
    Object focused = browser.driver().executeScript("return document.activeElement.value");
    assertEquals("light", focused);
  }

  @Test // as behind a load balancer, while servers are replaced one after another
  void serversOfDifferentVersionsAreNotAskedForEver() throws Exception {
    try (ScriptedServer two = new ScriptedServer()) {
      two.on("GET /v1/bundles", WebPageRefusalsTest.BUNDLES);
      String answer = WebPageRefusalsTest.CLASSIFIED.body().replace("0123456789ab", "ba9876543210");
      two.on("POST /v1/classify", Answer.json(200, answer));
      browser.open(two.address());
      browser.until("tasks", () -> !browser.all("#task-list li").isEmpty());
      browser.drop(image);
      browser.untilStatusHas("a.png");
      Thread.sleep(1500); // longer than the pause
      assertEquals(3, two.keys().size()); // bundles, the image, bundles
    }
  }

  private Path served() {
    return folder.resolve("served");
  }

  private void reload(Path version) throws Exception {
    TwoVersions.install(version, served());
    HttpResponse<String> loaded = server.load("fruit");
    assertEquals(200, loaded.statusCode(), loaded.body());
  }

  private static String label() {
    return browser.one("#bundle option").getText();
  }

  private static String label(Path version) {
    try {
      return "fruit (%s)".formatted(TwoVersions.name(version));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> taskIds() {
    return browser.all("#task-list input").stream()
        .map(box -> box.getDomProperty("value"))
        .toList();
  }
}
