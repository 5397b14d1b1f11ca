package org.softcpt.models.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sha256Test {

  @Test // FIPS 180-4's example
  void digestsTheStandardsExample() {
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Sha256.of("abc"));
  }

  @Test // longer than the reading buffer, and not a multiple of it
  void aFileHasTheDigestOfItsBytes(@TempDir Path folder) throws IOException {
    byte[] bytes = new byte[(1 << 21) + 13];
    new Random(5).nextBytes(bytes);
    assertEquals(Sha256.of(bytes), Sha256.of(Files.write(folder.resolve("file"), bytes)));
    String text = "größe";
    assertEquals(Sha256.of(text.getBytes(StandardCharsets.UTF_8)), Sha256.of(text));
  }
}
