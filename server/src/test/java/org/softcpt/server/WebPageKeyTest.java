package org.softcpt.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, where the real server wants a key. */
@ExtendWith(BrowserExtension.class)
class WebPageKeyTest {

  @Test
  void thePageOpensWithoutAKeyAndAnswersWithOne(Browser browser, @TempDir Path folder)
      throws Exception {
    Path image = Files.write(folder.resolve("a.png"), TestServer.png(0xff0000));
    try (TestServer server = KeyedServer.start(folder)) {
      browser.screen(1280, "light");
      browser.open(server.uri("/").toString());
      browser.until("form", () -> browser.one("#key-form").isDisplayed());
      browser.drop(image);
      browser.untilStatusHas("1 refused");
      browser.focus("#key");
      browser.press(KeyedServer.KEY, "\n");
      browser.untilStatusHas("a.png");
      assertEquals("", browser.one("#alarm").getText());
    }
  }
}
