package org.softcpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.softcpt.models.image.ImageDecoder;
import org.softcpt.server.Limits;
import org.softcpt.server.security.ConnectionLimits;

/** What the options of {@code serve} become, and what is refused before anything is opened. */
class ServeOptionsTest {

  @TempDir Path folder;

  @Test
  void withoutOptionsTheDefaultsHold() throws Exception {
    Arguments none = parsed();
    Limits limits = ServeLimits.limits(none);
    assertEquals(Limits.DEFAULT.pixels(), limits.pixels());
    assertEquals(Limits.DEFAULT.bodyBytes(), limits.bodyBytes());
    assertEquals(Limits.DEFAULT.bodiesBytes() >> 20, limits.bodiesBytes() >> 20);
    assertEquals(ConnectionLimits.DEFAULT, ServeLimits.connections(none));
  }

  @Test
  void limitsAreWhatIsSaid() throws Exception {
    Arguments arguments =
        parsed("--max-body", "2", "--max-pixels", "99", "--deadline", "3", "--idle", "4");
    Limits limits = ServeLimits.limits(arguments);
    assertEquals(2 << 20, limits.bodyBytes());
    assertEquals(99, limits.pixels());
    assertEquals(3, limits.deadline().toSeconds());
    assertEquals(4, ServeLimits.connections(arguments).idle().toSeconds());
    String most = Integer.toString(ImageDecoder.MOST_PIXELS + 1);
    assertRefused("--max-pixels takes a whole number from 1 to", "--max-pixels", most);
  }

  @ParameterizedTest
  @CsvSource({
    "--private-metrics needs --api-key-file, --private-metrics",
    "go together, --tls-keystore server.p12",
    "go together, --tls-password-file password.txt",
    "expected * or an origin, --cors-origin plants.example/a",
    "expected a file with an API key on each line, --api-key-file none.txt",
    "--max-body takes a whole number, --max-body 0"
  })
  void refusesWhatCannotBe(String message, String words) {
    assertRefused(message, words.split(" "));
  }

  @Test
  void aKeyFileIsReadBeforeABundleIs() throws IOException {
    Path keys = Files.writeString(folder.resolve("keys"), "short\n");
    assertRefused("line 1: expected a key of at least 16", "--api-key-file", keys.toString());
  }

  private void assertRefused(String message, String... words) {
    List<Object> all = new ArrayList<>(List.of("serve", "--bundle", folder));
    all.addAll(List.of(words));
    CommandRun run = CommandRun.of(all.toArray());
    assertEquals(ExitCode.USERS, run.code(), run.err());
    assertTrue(run.err().contains(message), run.err());
  }

  private Arguments parsed(String... words) throws UsageException {
    List<String> all = new ArrayList<>(List.of("--bundle", folder.toString()));
    all.addAll(List.of(words));
    return OptionParser.parse(new ServeCommand(), all);
  }
}
