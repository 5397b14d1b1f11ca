package org.softcpt.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.models.io.InvalidInputException;

/** Addresses and names that users type. */
class HubAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "huggingface.co",
        "ftp://huggingface.co",
        "file:///tmp",
        "https://",
        "https://user:secret@huggingface.co",
        "https://huggingface.co?x=1",
        "https://huggingface.co#x",
        "https://hugging face.co"
      })
  void whatIsNoAddressIsRefused(String text) {
    assertThrows(InvalidInputException.class, () -> HubAddress.parse(text));
  }

  @Test
  void addressesOfWhatIsOnTheHub() throws InvalidInputException {
    HubAddress hub = HubAddress.parse("https://hub.example/mirror/");
    RepoId repo = new RepoId("a/b");
    assertEquals(
        "https://hub.example/mirror/api/models/a/b/revision/refs%2Fpr%2F1?blobs=true",
        hub.listing(repo, "refs/pr/1").toString());
    assertEquals(
        "https://hub.example/mirror/a/b/resolve/c0ffee/sub/a%20%C3%A9%3F.txt",
        hub.file(repo, "c0ffee", "sub/a é?.txt").toString());
  }

  @Test
  void originIsSchemeHostAndPort() throws InvalidInputException {
    HubAddress hub = HubAddress.parse("https://Hub.Example");
    assertTrue(hub.hasOrigin(URI.create("https://hub.example:443/x")));
    assertFalse(hub.hasOrigin(URI.create("http://hub.example/x")));
    assertFalse(hub.hasOrigin(URI.create("https://hub.example:444/x")));
    assertFalse(hub.hasOrigin(URI.create("https://cdn.hub.example/x")));
    assertFalse(hub.hasOrigin(URI.create("https://hub.example.evil/x")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://hub.example",
        "http://127.0.0.1:80",
        "http://localhost",
        "http://[::1]:9"
      })
  void wayThatNobodyReadsAlong(String text) throws InvalidInputException {
    assertTrue(HubAddress.parse(text).isPrivate());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://hub.example", "http://127.0.0.1.evil.example", "http://localhost.evil"})
  void wayThatOthersReadAlong(String text) throws InvalidInputException {
    assertFalse(HubAddress.parse(text).isPrivate());
  }

  @Test
  void hubsDoNotShareACache() throws InvalidInputException {
    String secure = HubAddress.parse("https://hub.example").folderName();
    assertEquals("hub.example", secure);
    assertNotEquals(secure, HubAddress.parse("http://hub.example").folderName());
    assertNotEquals(secure, HubAddress.parse("https://hub.example:444").folderName());
    assertEquals(
        "http_127.0.0.1_8080_mirror",
        HubAddress.parse("http://127.0.0.1:8080/mirror").folderName());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/", "a/", "/b", "a/b/c", "..", "a/..", "a--b/c", "a b", "a/b?c", "-a/b"})
  void whatIsNoRepositoryIsRefused(String text) {
    assertThrows(InvalidInputException.class, () -> RepoId.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gpt2", "openai/clip-vit-base-patch32", "timm/resnet50_clip.openai", "a/b"})
  void repositories(String text) throws InvalidInputException {
    assertEquals(text, RepoId.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "../x", "-x", "a\nb", "a?b", "a%2e"})
  void whatIsNoRevisionIsRefused(String text) {
    assertThrows(InvalidInputException.class, () -> PullRequest.revision(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"main", "v1.0", "refs/pr/12", "0123456789abcdef0123456789abcdef01234567"})
  void revisions(String text) throws InvalidInputException {
    assertEquals(text, PullRequest.revision(text));
  }
}
