package org.softcpt.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A Chromium without a window, as Debian's packages {@code chromium} and {@code chromium-driver}
 * install it. Nothing is downloaded.
 */
final class Browser implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20); // the machine may be busy
  private static final Duration LOOK_AGAIN = Duration.ofMillis(25);

  /** It warns that it has no bindings for this Chromium's developer protocol, and needs none. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  static boolean isInstalled() {
    return chromium().isPresent() && chromedriver().isPresent();
  }

  private static Optional<File> chromium() {
    return command("chromium", "chromium-browser", "google-chrome");
  }

  private static Optional<File> chromedriver() {
    return command("chromedriver");
  }

  /** Starts one; it stays until closed. */
  static Browser start() {
    SELENIUM.setLevel(Level.SEVERE);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium().orElseThrow());
    options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver().orElseThrow())
            .usingAnyFreePort()
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  private static Optional<File> command(String... names) {
    List<String> path = Arrays.asList(System.getenv("PATH").split(File.pathSeparator));
    return Stream.of(names)
        .flatMap(name -> path.stream().map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toFile);
  }

  ChromeDriver driver() {
    return driver;
  }

  void open(String address) {
    driver.get(address);
  }

  WebElement one(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  List<String> texts(String selector) {
    return all(selector).stream().map(WebElement::getText).toList();
  }

  /** Waits until something on the page is so. */
  void until(String what, BooleanSupplier so) {
    new WebDriverWait(driver, PATIENCE, LOOK_AGAIN)
        .withMessage(() -> what + "; the page says: " + one("body").getText())
        .ignoring(StaleElementReferenceException.class)
        .until(any -> so.getAsBoolean());
  }

  /** Waits until the live region says a text. */
  void untilStatusHas(String text) {
    until("status: " + text, () -> one("#status").getText().contains(text));
  }

  /** Drops files on the page as a file manager does. */
  void drop(Path... files) {
    List<String> names = Stream.of(files).map(Path::toString).toList();
    Map<String, Object> data = Map.of("items", List.of(), "files", names, "dragOperationsMask", 1);
    for (String type : List.of("dragEnter", "dragOver", "drop")) {
      driver.executeCdpCommand(
          "Input.dispatchDragEvent", Map.of("type", type, "x", 200, "y", 200, "data", data));
    }
  }

  /** Presses keys, one after another, wherever the focus is. */
  void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  void paste() {
    new Actions(driver).keyDown(Keys.CONTROL).sendKeys("v").keyUp(Keys.CONTROL).perform();
  }

  /** Puts an image into the clipboard, as a browser's own "copy image" does. */
  void copy(Path png) throws IOException {
    driver.executeCdpCommand(
        "Browser.grantPermissions",
        Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
    Object failure =
        driver.executeAsyncScript(
            "const bytes = Uint8Array.from(atob(arguments[0]), c => c.charCodeAt(0));"
                + "const image = new Blob([bytes], {type: 'image/png'});"
                + "navigator.clipboard.write([new ClipboardItem({'image/png': image})])"
                + ".then(() => arguments[1](''), e => arguments[1](String(e)));",
            Base64.getEncoder().encodeToString(Files.readAllBytes(png)));
    assertEquals("", failure);
  }

  /** Presses the tabulator and says where the focus is then. */
  String tab() {
    press(Keys.TAB);
    return focused();
  }

  /** The focused element's label, id, value or kind: the first that there is. */
  String focused() {
    Object name =
        driver.executeScript(
            "const e = document.activeElement; return e.getAttribute('aria-label') || e.id"
                + " || e.getAttribute('value') || e.localName");
    return String.valueOf(name);
  }

  void focus(String selector) {
    driver.executeScript("arguments[0].focus()", one(selector));
  }

  /** Whether nothing is drawn around the focused element, or its label. */
  boolean focusIsInvisible() {
    return (boolean)
        driver.executeScript(
            "const e = document.activeElement; const shown = e.type === 'file' ? e.labels[0] : e;"
                + "return getComputedStyle(shown).outlineStyle === 'none'");
  }

  /** The texts of what is in an element, or its own; also where it is not displayed. */
  List<String> parts(WebElement element) {
    Object texts =
        driver.executeScript(
            "const e = arguments[0]; const all = e.children.length ? [...e.children] : [e];"
                + "return all.map(part => part.textContent).filter(text => text !== '')",
            element);
    return ((List<?>) texts).stream().map(String::valueOf).toList();
  }

  /** Sets the window's width and the user's preference of colours. */
  void screen(int width, String colours) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
    Map<String, Object> preference = Map.of("name", "prefers-color-scheme", "value", colours);
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(preference)));
  }

  /** The window's width, and how much of the page sticks out of it. */
  List<?> widths() {
    return (List<?>)
        driver.executeScript(
            "const page = document.documentElement;"
                + "return [window.innerWidth, page.scrollWidth - page.clientWidth]");
  }

  /** What the page wrote to the console since the last call, refusals of requests left out. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .filter(message -> !message.contains("Failed to load resource"))
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
