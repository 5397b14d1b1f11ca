package org.softcpt.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers about a repository that no honest hub gives, and some that are merely terse. */
class HostileListingTest extends PullFixture {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../config.json",
        "a/../../config.json",
        "/etc/passwd",
        "a//b",
        "./config.json",
        "a\\..\\b",
        "C:\\config.json",
        "",
        "line\nbreak",
        ".."
      })
  void namesThatLeadOutOfTheFolderAreRefused(String name) {
    hub.editListing(listing -> siblings(listing).addObject().put("rfilename", name));
    assertRefused("leads out of its folder");
    assertFalse(Files.exists(folder.resolve("config.json")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "main", "../../../../etc", "0123"})
  void commitsThatAreNoneAreRefused(String sha) {
    hub.editListing(listing -> listing.put("sha", sha));
    assertRefused("expected a commit");
  }

  @Test
  void anotherCommitThanAskedForIsRefused() {
    hub.editListing(listing -> listing.put("sha", "f".repeat(40)));
    assertRefused(request(TestHub.COMMIT, false), "asked for commit " + TestHub.COMMIT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"xyz", "../../x", ""})
  void digestsThatAreNoneAreRefused(String digest) {
    hub.editListing(listing -> ((ObjectNode) weights(listing).get("lfs")).put("sha256", digest));
    assertRefused(WEIGHTS, "not a digest");
  }

  @Test
  void sizesBelowZeroAreRefused() {
    hub.editListing(listing -> ((ObjectNode) weights(listing).get("lfs")).put("size", -5));
    assertRefused(WEIGHTS, "negative size");
  }

  @Test
  void moreThanTheDiskHoldsIsNotBegun() {
    hub.editListing(listing -> ((ObjectNode) weights(listing).get("lfs")).put("size", 1L << 60));
    assertRefused("the disk has");
    assertEquals(List.of(), hub.requestsFor(WEIGHTS));
  }

  @Test // mirrors answer without sizes and digests: then the file's own address tells them
  void terseListingIsCompletedFromTheFilesThemselves() throws IOException {
    hub.editListing(
        listing -> {
          for (var sibling : siblings(listing)) {
            ((ObjectNode) sibling).retain("rfilename");
          }
        });
    assertWhole(pull());
    assertEquals("HEAD", hub.requestsFor(WEIGHTS).get(0).method());
    assertEquals(2, hub.requestsFor(WEIGHTS).stream().filter(r -> r.atHub()).count());
    assertWhole(pull(request("main", true)));
  }

  @Test
  void fileWithoutAnyDigestIsRefused() {
    hub.editListing(listing -> vocab(listing).retain("rfilename"));
    hub.status("vocab.json", 200, "ETag", "\"some-tag\"");
    assertRefused("vocab.json", "could not be checked");
  }

  @Test // the listing gives the pointer's digest, as if the file were small
  void largeFileWithoutItsDigestDoesNotPass() throws IOException {
    hub.editListing(listing -> weights(listing).remove("lfs"));
    assertRefused(WEIGHTS, "expected git blob");
    assertNothingUnfinished();
  }

  private static ArrayNode siblings(ObjectNode listing) {
    return (ArrayNode) listing.get("siblings");
  }

  private static ObjectNode weights(ObjectNode listing) {
    return file(listing, WEIGHTS);
  }

  private static ObjectNode vocab(ObjectNode listing) {
    return file(listing, "vocab.json");
  }

  private static ObjectNode file(ObjectNode listing, String name) {
    for (var sibling : siblings(listing)) {
      if (sibling.get("rfilename").asText().equals(name)) {
        return (ObjectNode) sibling;
      }
    }
    throw new AssertionError(name);
  }
}
