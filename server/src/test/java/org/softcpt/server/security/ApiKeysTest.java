package org.softcpt.server.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.io.InvalidInputException;

class ApiKeysTest {

  @TempDir Path folder;

  @Test
  void takesOneKeyFromEachLine() throws IOException {
    ApiKeys keys = ApiKeys.read(file("# ours\n0123456789abcdef\n\n  fedcba9876543210 \r\n"));
    assertTrue(keys.contains("0123456789abcdef"));
    assertTrue(keys.contains("fedcba9876543210"));
    assertFalse(keys.contains("# ours"));
    assertFalse(keys.contains(""));
  }

  @Test
  void refusesWhatIsNoKeyWithoutQuotingIt() throws IOException {
    assertRefused(
        "short\n", ": line 1: expected a key of at least 16 visible ASCII characters, found 5");
    assertRefused(
        "0123456789abcdef\n0123456789 abcdef\n",
        ": line 2: expected a key of at least 16 visible ASCII characters, found others");
    assertRefused("# none\n\n", ": expected at least one API key, found none");
    assertRefused(folder, ": expected a file with an API key on each line");
    Path latin = Files.write(folder.resolve("latin"), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertRefused(latin, ": not UTF-8 text");
  }

  private void assertRefused(String content, String message) throws IOException {
    assertRefused(file(content), message);
  }

  private static void assertRefused(Path file, String message) {
    assertEquals(
        file + message,
        assertThrows(InvalidInputException.class, () -> ApiKeys.read(file)).getMessage());
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("keys"), content);
  }
}
