package org.softcpt.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.cli.demo.DemoWeights;
import org.softcpt.hub.PullManifest;

/**
 * From a hub's repository to an exported model, as a user types it. Faults: in the hub's module.
 */
class PullCommandTest {

  private static final String SECRET = "hf_secretsecretsecret";

  @TempDir Path folder;

  private Path weights;
  private SmallHub hub;

  @BeforeEach
  void startHub() throws IOException {
    weights = folder.resolve("weights");
    DemoWeights.write(weights);
    hub = new SmallHub(weights);
  }

  @AfterEach
  void stopHub() {
    hub.close();
  }

  @Test
  void pulledFolderCanBeExported() throws IOException {
    CommandRun pulled = pull(Map.of(), SmallHub.REPO);
    assertEquals(ExitCode.DONE, pulled.code(), pulled.err());
    Path model = Path.of(pulled.out().strip());
    assertEquals(model + System.lineSeparator(), pulled.out());
    assertTrue(pulled.err().contains("main is commit " + SmallHub.COMMIT), pulled.err());
    assertTrue(pulled.err().contains("licence: mit"), pulled.err());
    CommandRun exported =
        CommandRun.of("export", "--weights", model, "--out", folder.resolve("model"));
    assertEquals(ExitCode.DONE, exported.code(), exported.err());
    CommandRun inspected = CommandRun.of("inspect", model);
    assertTrue(inspected.out().contains("CLIP weights"), inspected.out() + inspected.err());
  }

  @Test
  void secondPullAndOfflinePullGiveTheSameFolder() {
    CommandRun first = pull(Map.of(), SmallHub.REPO);
    CommandRun second = pull(Map.of(), SmallHub.REPO);
    assertEquals(first.out(), second.out());
    assertTrue(second.err().contains("(0.0 kB loaded now)"), second.err());
    hub.close();
    assertEquals(first.out(), pull(Map.of(), "--offline", "--verify", SmallHub.REPO).out());
    CommandRun unknown = pull(Map.of(), "--offline", "owner/another");
    assertEquals(ExitCode.USERS, unknown.code());
    assertTrue(unknown.err().contains("owner/another: --offline, but"), unknown.err());
  }

  @Test
  void copyGoesWhereAskedAndOverNothingElse() throws IOException {
    Path out = folder.resolve("out");
    CommandRun pulled = pull(Map.of(), "--out", out.toString(), SmallHub.REPO);
    assertEquals(out + System.lineSeparator(), pulled.out(), pulled.err());
    assertArrayEquals(
        Files.readAllBytes(weights.resolve("model.safetensors")),
        Files.readAllBytes(out.resolve("model.safetensors")));
    assertEquals(SmallHub.REPO, PullManifest.read(out).repo());
    CommandRun again = pull(Map.of(), "--out", out.toString(), SmallHub.REPO);
    assertTrue(again.err().contains("--force"), again.err());
    assertEquals(
        ExitCode.DONE, pull(Map.of(), "--force", "--out", out.toString(), SmallHub.REPO).code());
    CommandRun over = pull(Map.of(), "--force", "--out", weights.toString(), SmallHub.REPO);
    assertTrue(over.err().contains("holds no pull.json"), over.err());
  }

  @Test
  void environmentSaysHubCacheAndToken() throws IOException {
    Path cache = folder.resolve("from-the-environment");
    Map<String, String> environment =
        Map.of(
            "HF_ENDPOINT",
            hub.address() + "/",
            "HF_TOKEN",
            SECRET,
            "SOFTCPT_HUB_CACHE",
            cache.toString());
    CommandRun pulled = run(environment, SmallHub.REPO);
    assertEquals(ExitCode.DONE, pulled.code(), pulled.err());
    assertTrue(pulled.out().startsWith(cache.toString()), pulled.out());
    assertTrue(hub.authorizations().contains("Bearer " + SECRET));
    assertFalse((pulled.out() + pulled.err()).contains(SECRET));
    try (Stream<Path> files = Files.walk(cache)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertFalse(Files.readString(file, StandardCharsets.ISO_8859_1).contains(SECRET));
      }
    }
  }

  @Test
  void cacheIsInTheUsersCacheFolderUnlessSaidOtherwise() {
    Map<String, String> environment =
        Map.of("HF_ENDPOINT", hub.address(), "XDG_CACHE_HOME", folder.resolve("xdg").toString());
    CommandRun pulled = run(environment, SmallHub.REPO);
    assertTrue(pulled.out().startsWith(folder.resolve("xdg/softcpt/hub").toString()), pulled.err());
  }

  @Test
  void mistakesCostOneLine() {
    assertMistake("expected a repository", pull(Map.of(), "../x"));
    assertMistake("expected one REPO_ID", pull(Map.of(), "a/b", "c/d"));
    assertMistake("has no revision 'v9'", pull(Map.of(), "--revision", "v9", SmallHub.REPO));
    assertMistake("no such repository", pull(Map.of(), "owner/another"));
    assertMistake("expected a hub's address", run(Map.of(), "--hub", "huggingface.co", "a/b"));
    assertMistake(
        "not sent over plain http",
        run(Map.of("HF_TOKEN", SECRET), "--hub", "http://hub.invalid", "a/b"));
  }

  @Test
  void modelsAreListed() {
    CommandRun table = CommandRun.of("models");
    assertTrue(table.out().contains("openai/clip-vit-base-patch32"), table.out());
    assertTrue(table.out().contains("151,277,313"), table.out());
    CommandRun json = CommandRun.of("models", "--json");
    assertEquals(table.out().lines().count() - 1, json.out().lines().count());
    assertTrue(json.out().startsWith("{\"id\":\"openai/clip-vit-base-patch32\""), json.out());
    assertTrue(json.out().contains("\"bytes_about\":605109252"), json.out());
  }

  private static void assertMistake(String reason, CommandRun run) {
    assertEquals(ExitCode.USERS, run.code(), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(reason), run.err());
    assertEquals("", run.out());
  }

  private CommandRun pull(Map<String, String> environment, String... words) {
    List<String> common =
        List.of("--hub", hub.address(), "--cache", folder.resolve("cache").toString());
    return run(
        environment, Stream.concat(common.stream(), Stream.of(words)).toArray(String[]::new));
  }

  /** Runs the command in an environment of the test's. */
  private static CommandRun run(Map<String, String> environment, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(stream(out), stream(err), false, 80);
    PullCommand command = new PullCommand(environment);
    int code;
    try {
      code = command.run(OptionParser.parse(command, List.of(words)), terminal);
    } catch (Exception e) {
      code = ErrorReport.print(terminal, "softcpt pull", e);
    }
    return new CommandRun(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
