package org.softcpt.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentDigestTest {

  /** What {@code git hash-object} prints for "hello\n", and for nothing. */
  private static final String GIT_HELLO = "ce013625030ba8dba906f756967f9e9ca394464a";

  private static final String GIT_EMPTY = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";

  /** What {@code sha256sum} prints for "hello\n". */
  private static final String SHA_HELLO =
      "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";

  @TempDir Path folder;

  @Test
  void namesContentAsGitDoes() throws IOException {
    ContentDigest digest = new ContentDigest(ContentDigest.Kind.GIT_BLOB, GIT_EMPTY);
    Path file = Files.writeString(folder.resolve("hello"), "hello\n");
    assertEquals(GIT_HELLO, digest.of(file).hex());
    assertEquals(digest, digest.of(Files.writeString(folder.resolve("empty"), "")));
  }

  @Test
  void digestsLargeFilesAsLfsDoes() throws IOException {
    Path file = Files.writeString(folder.resolve("hello"), "hello\n");
    assertEquals(SHA_HELLO, new ContentDigest(ContentDigest.Kind.SHA256, SHA_HELLO).of(file).hex());
  }

  @Test
  void entityTagsOfTheHubAreDigests() {
    assertEquals(
        Optional.of(new ContentDigest(ContentDigest.Kind.GIT_BLOB, GIT_HELLO)),
        ContentDigest.ofTag("W/\"" + GIT_HELLO + "\""));
    assertEquals(
        Optional.of(new ContentDigest(ContentDigest.Kind.SHA256, SHA_HELLO)),
        ContentDigest.ofTag("\"" + SHA_HELLO + "\""));
    assertEquals(Optional.empty(), ContentDigest.ofTag("\"5d41402abc4b2a76b9719d911017c592-3\""));
  }

  @Test
  void digestsOfTheWrongLengthAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new ContentDigest(ContentDigest.Kind.SHA256, GIT_HELLO));
  }
}
