package org.softcpt.trainer.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages in Chromium, where it is installed: nothing is wider than a phone, nothing is an error. */
class BrowserTest {

  private static final Pattern WIDTH = Pattern.compile("width (\\d+) of (\\d+)");
  private static final long SECONDS = 60;

  /** A frame of a phone's width: a window of Chromium's cannot be that narrow. */
  private static final String FRAME =
      """
      <!DOCTYPE html><iframe id="f" src="%s" style="width:%dpx;height:800px;border:0"></iframe><p id="p"></p>
      <script>
      f.onload = () => {
        const root = f.contentDocument.documentElement;
        p.textContent = "width " + root.scrollWidth + " of " + root.clientWidth;
      };
      </script>
      """;

  @TempDir private Path folder;

  @Test
  void noPageScrollsSideways() throws Exception {
    Path chromium = chromium();
    ExperimentFixture.write(folder.resolve("experiment"));
    Path images = RunFixture.images(folder.resolve("images"));
    Path page = folder.resolve("page.html");
    Report.write(ReportTest.request(folder.resolve("experiment"), page, Optional.of(images)));
    for (int width : new int[] {390, 1280}) {
      assertEquals(width, scrollWidth(chromium, page, width), "at " + width + " pixels");
    }
  }

  @Test // otherwise the test above could not fail
  void aPageThatIsTooWideIsFound() throws Exception {
    Path chromium = chromium();
    Path page =
        Files.writeString(folder.resolve("page.html"), "<pre style='width:600px'>wide</pre>");
    assertTrue(scrollWidth(chromium, page, 390) > 390);
  }

  /** Also fails if the page writes an error to the console. */
  private int scrollWidth(Path chromium, Path page, int width)
      throws IOException, InterruptedException {
    Path frame = folder.resolve("frame.html");
    Files.writeString(frame, FRAME.formatted(page.getFileName(), width));
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    Process process =
        new ProcessBuilder(
                chromium.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--allow-file-access-from-files",
                "--enable-logging=stderr",
                "--virtual-time-budget=5000",
                "--user-data-dir=" + folder.resolve("profile"),
                "--dump-dom",
                frame.toUri().toString())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), "Chromium does not answer");
    } finally {
      process.destroyForcibly();
    }
    assertFalse(Files.readString(err).contains(":CONSOLE"), () -> console(err));
    Matcher found = WIDTH.matcher(Files.readString(out));
    assertTrue(found.find(), () -> "no answer: " + console(err));
    assertEquals(width, Integer.parseInt(found.group(2)));
    return Integer.parseInt(found.group(1));
  }

  private static String console(Path err) {
    try (Stream<String> lines = Files.lines(err)) {
      return String.join("\n", lines.filter(line -> line.contains("CONSOLE")).toList());
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  private static Path chromium() {
    Optional<Path> found =
        Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
            .flatMap(
                place ->
                    List.of("chromium", "chromium-browser", "google-chrome").stream()
                        .map(name -> Path.of(place, name)))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(found.isPresent(), "no Chromium on this machine: pages were not looked at");
    return found.get();
  }
}
