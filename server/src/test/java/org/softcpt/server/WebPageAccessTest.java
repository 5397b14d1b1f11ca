package org.softcpt.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page in a real browser: by keyboard, for a screen reader, on a phone. */
@ExtendWith(BrowserExtension.class)
class WebPageAccessTest {

  private static Browser browser;
  private static SoftCptServer server;
  private static Path orange;
  private static Path text;

  @BeforeAll
  static void start(Browser shared, @TempDir Path root) throws IOException {
    browser = shared;
    server = RandomBundles.write(root).serve();
    String name = "a-name-as-long-as-cameras-and-messengers-make-them-20261124_123456_001.png";
    orange = Files.write(root.resolve(name), TestServer.png(0xff9000));
    text = Files.writeString(root.resolve("notes.txt"), "not an image");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void open() {
    browser.screen(1280, "light");
    browser.open("http://127.0.0.1:%d/".formatted(server.port()));
    browser.until("tasks", () -> !browser.all("#task-list li").isEmpty());
  }

  @Test
  void everythingCanBeDoneWithoutAMouse() throws IOException {
    browser.copy(orange);
    browser.paste();
    browser.untilStatusHas("image.png");
    assertEquals("a", browser.tab());
    assertEquals("files", browser.tab());
    assertFalse(browser.focusIsInvisible());
    assertEquals("bundle", browser.tab());
    assertEquals("fruit", browser.tab());
    browser.press(" ");
    browser.until("one task", () -> browser.texts("#results h4").size() == 1);
    assertEquals("light", browser.tab());
    assertEquals("all-tasks", browser.tab());
    assertEquals("no-tasks", browser.tab());
    assertEquals("new-name", browser.tab());
    browser.press("By keyboard");
    assertEquals("new-classes", browser.tab());
    browser.press("yes, no");
    assertEquals("button", browser.tab());
    browser.press("\n");
    browser.until("its bars", () -> !browser.all("[data-task=by_keyboard]").isEmpty());
    browser.focus("#clear");
    assertEquals("Remove image.png", browser.tab());
    browser.press("\n");
    browser.untilStatusHas("No images yet.");
    assertEquals("files", browser.focused());
    browser.focus("[aria-label='Remove task By keyboard']");
    browser.press("\n");
    browser.until("it goes", () -> browser.all("#task-list button").isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"1280, light", "360, dark"}) // contrast hangs on the colours, the rest on the width
  void hasNoFaultThatAxeFinds(int width, String colours) {
    browser.screen(width, colours);
    browser.drop(orange, text);
    browser.untilStatusHas("1 refused");
    List<Rule> faults = new AxeBuilder().analyze(browser.driver()).getViolations();
    assertEquals(List.of(), faults.stream().map(Rule::toString).toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 360, 768})
  void nothingSticksOutSideways(int width) {
    browser.screen(width, "light");
    browser.drop(orange, text);
    browser.untilStatusHas("1 refused");
    browser.one("summary").click();
    assertEquals(List.of((long) width, 0L), browser.widths());
  }
}
