package org.softcpt.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.softcpt.models.io.Sha256;

/** What a pull leaves, and what it does not do twice. */
class PullTest extends PullFixture {

  @Test
  void leavesTheFilesOfOneClipAndSaysWhereTheyCameFrom() throws IOException {
    PulledModel model = pull();
    assertWhole(model);
    Set<String> expected =
        Set.of(
            "README.md",
            "config.json",
            "merges.txt",
            WEIGHTS,
            "preprocessor_config.json",
            "vocab.json",
            "pull.json");
    try (Stream<Path> files = Files.list(model.folder())) {
      assertEquals(
          expected, files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
    }
    PullManifest manifest = PullManifest.read(model.folder());
    assertEquals(model.manifest(), manifest);
    assertEquals(TestHub.COMMIT, manifest.commit());
    assertEquals("main", manifest.revision());
    assertEquals("mit", manifest.license());
    assertEquals(hub.address().toString(), manifest.hub());
    for (var file : manifest.files().entrySet()) {
      assertEquals(Sha256.of(hub.content(file.getKey())), file.getValue().sha256());
      assertEquals(hub.content(file.getKey()).length, file.getValue().size());
    }
  }

  @Test
  void secondPullDownloadsNothing() throws IOException {
    PulledModel first = pull();
    assertEquals(first.size(), first.downloaded());
    int before = hub.requests().size();
    PulledModel again = pull();
    assertEquals(0, again.downloaded());
    assertEquals(before + 1, hub.requests().size()); // it asks what main is now
    assertEquals(first.folder(), again.folder());
  }

  @Test
  void commitThatIsCachedNeedsNoNetwork() throws IOException {
    pull();
    int before = hub.requests().size();
    assertWhole(pull(request(TestHub.COMMIT, false)));
    assertEquals(before, hub.requests().size());
  }

  @Test
  void newCommitLoadsOnlyWhatChanged() throws IOException {
    PulledModel old = pull();
    byte[] card = "another card\n".getBytes(StandardCharsets.UTF_8);
    hub.file("README.md", card).commit("f".repeat(40));
    PulledModel young = pull();
    assertWhole(young);
    assertEquals(card.length, young.downloaded());
    assertNotEquals(old.folder(), young.folder());
    assertEquals("a card\n", Files.readString(old.folder().resolve("README.md")));
  }

  @Test
  void revisionWithSlashes() throws IOException {
    assertEquals("refs/pr/1", pull(request("refs/pr/1", false)).manifest().revision());
    assertWhole(pull(request("refs/pr/1", true)));
  }

  @Test
  void chosenFilesLieInAFolderOfTheirOwn() throws IOException {
    PullRequest some = request("main", false, false, null, List.of("*.bin", "vocab.*"));
    PulledModel chosen = pull(some);
    assertEquals(Set.of("pytorch_model.bin", "vocab.json"), chosen.manifest().files().keySet());
    assertWhole(chosen);
    assertFalse(Files.exists(pull().folder().resolve("pytorch_model.bin")));
  }

  @Test
  void offlineUsesTheCacheAndNothingElse() throws IOException {
    assertRefused(request("main", true), "--offline", "holds nothing of it");
    assertFalse(Files.exists(cache()));
    pull();
    int before = hub.requests().size();
    assertWhole(pull(request("main", true)));
    assertRefused(request("v2", true), "no revision 'v2'", "known revisions: main");
    Files.delete(blob());
    assertRefused(request("main", true), "no " + WEIGHTS);
    assertEquals(before, hub.requests().size());
  }

  @Test
  void truncatedContentIsNoticedAndLoadedAgain() throws IOException {
    PulledModel model = pull();
    Files.write(model.folder().resolve(WEIGHTS), new byte[10]);
    PulledModel again = pull();
    assertEquals(hub.content(WEIGHTS).length, again.downloaded());
    assertWhole(again);
    assertTrue(notes.get(0).startsWith(WEIGHTS + ": the cached content was changed"), notes + "");
  }

  @Test
  void changedContentOfTheSameSizeIsNoticedWhenAskedTo() throws IOException {
    PulledModel model = pull();
    byte[] damaged = hub.content(WEIGHTS).clone();
    damaged[1000] ^= 1;
    Files.write(model.folder().resolve(WEIGHTS), damaged);
    assertEquals(0, pull().downloaded());
    assertRefused(request("main", true, true, null, List.of()), "no " + WEIGHTS);
    assertWhole(pull(request("main", false, true, null, List.of())));
  }

  @Test
  void folderThatLostAFileIsMadeAgainWithoutTheNetwork() throws IOException {
    Files.delete(pull().folder().resolve("vocab.json"));
    PulledModel again = pull(request("main", true));
    assertWhole(again);
    assertTrue(Files.exists(again.folder().resolve("vocab.json")));
  }

  @Test // what kill -9 leaves: some bytes under the temporary name, and the tag
  void goesOnWhereAKilledPullEnded() throws IOException {
    byte[] weights = hub.content(WEIGHTS);
    Files.createDirectories(partial().getParent());
    Files.write(partial(), Arrays.copyOf(weights, 500_000));
    Files.writeString(
        blob().resolveSibling(blob().getFileName() + ".etag"),
        '"' + TestRepository.hex("SHA-256", weights) + '"');
    PulledModel model = pull();
    assertWhole(model);
    assertEquals("bytes=500000-", hub.requestsFor(WEIGHTS).get(0).range());
    assertEquals(model.size() - 500_000, model.downloaded());
  }

  @Test
  void damagedRemainderIsThrownAwayOnce() throws IOException {
    Files.createDirectories(partial().getParent());
    Files.write(partial(), new byte[500_000]);
    assertWhole(pull());
    assertEquals("null", hub.requestsFor(WEIGHTS).get(3).range());
  }

  @Test
  void twoPullsAtOnceLoadEverythingOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Callable<PulledModel> work = this::pull;
      List<Future<PulledModel>> both = new ArrayList<>(threads.invokeAll(List.of(work, work)));
      long downloaded = both.get(0).get().downloaded() + both.get(1).get().downloaded();
      assertEquals(both.get(0).get().size(), downloaded);
      assertWhole(both.get(0).get());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void copyIsAFolderOfItsOwn() throws IOException {
    PulledModel model = pull();
    Path out = Files.createDirectory(folder.resolve("out"));
    model.copyTo(out);
    Files.writeString(out.resolve("config.json"), "{}");
    assertArrayEquals(hub.content(WEIGHTS), Files.readAllBytes(out.resolve(WEIGHTS)));
    assertEquals(model.manifest(), PullManifest.read(out));
    assertWhole(model); // editing the copy left the cache alone
  }
}
