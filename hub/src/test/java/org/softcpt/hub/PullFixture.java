package org.softcpt.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.io.InvalidInputException;

/** A hub with a small CLIP's files, a cache, and a clock that does not make the test wait. */
abstract class PullFixture {

  static final String WEIGHTS = "model.safetensors";

  @TempDir Path folder;

  TestHub hub;
  final List<Duration> pauses = new ArrayList<>();
  final List<String> notes = new ArrayList<>();

  @BeforeEach
  void startHub() throws IOException {
    byte[] weights = new byte[700_001];
    new Random(5).nextBytes(weights);
    hub =
        new TestHub()
            .file(WEIGHTS, weights)
            .file("pytorch_model.bin", "a pickle")
            .file("config.json", "{\"model_type\": \"clip\"}")
            .file("preprocessor_config.json", "{}")
            .file("vocab.json", "{\"a\": 0}")
            .file("merges.txt", "")
            .file("README.md", "a card\n");
  }

  @AfterEach
  void stopHub() {
    hub.close();
  }

  PulledModel pull() throws IOException {
    return Pull.run(request("main", false), listener());
  }

  PulledModel pull(PullRequest request) throws IOException {
    return Pull.run(request, listener());
  }

  PullRequest request(String revision, boolean offline) {
    return request(revision, offline, false, null, List.of());
  }

  PullRequest request(
      String revision,
      boolean offline,
      boolean verify,
      @Nullable HubToken token,
      List<String> include) {
    return new PullRequest(
        hub.address(),
        new RepoId(TestHub.REPO),
        revision,
        include,
        cache(),
        offline,
        verify,
        token,
        patience());
  }

  PullRequest withToken(String token) {
    return request("main", false, false, new HubToken(token), List.of());
  }

  Path cache() {
    return folder.resolve("cache");
  }

  Patience patience() {
    return new Patience(
        Duration.ofSeconds(5),
        Duration.ofMillis(400),
        4,
        Duration.ofSeconds(1),
        Duration.ofSeconds(300),
        pauses::add);
  }

  PullListener listener() {
    return new PullListener() {
      @Override
      public void begin(long earlier, long total) {}

      @Override
      public void progress(long done, long total, String file) {}

      @Override
      public void note(String text) {
        notes.add(text);
      }
    };
  }

  /** Files of the repository, as the cache names them. */
  Path repoFolder() {
    return new HubCache(cache(), hub.address(), new RepoId(TestHub.REPO)).folder();
  }

  /** The weights' blob under its final name. */
  Path blob() {
    return repoFolder()
        .resolve("blobs")
        .resolve("sha256-" + TestRepository.hex("SHA-256", hub.content(WEIGHTS)));
  }

  /** The file that holds the weights while they are loaded. */
  Path partial() {
    return blob().resolveSibling(blob().getFileName() + ".part");
  }

  void assertWhole(PulledModel model) throws IOException {
    for (String name : model.manifest().files().keySet()) {
      assertArrayEquals(hub.content(name), Files.readAllBytes(model.folder().resolve(name)), name);
    }
    assertNothingUnfinished();
  }

  void assertNothingUnfinished() throws IOException {
    try (Stream<Path> files = Files.walk(cache())) {
      List<String> left =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.matches(".*(\\.part|\\.etag|\\.tmp-.*|\\.old-.*)"))
              .toList();
      assertEquals(List.of(), left);
    }
  }

  /** Refused with one line that has all these words. */
  void assertRefused(PullRequest request, String... words) {
    InvalidInputException refusal = assertThrows(InvalidInputException.class, () -> pull(request));
    for (String word : words) {
      assertTrue(refusal.getMessage().contains(word), refusal.getMessage());
    }
  }

  void assertRefused(String... words) {
    assertRefused(request("main", false), words);
  }
}
