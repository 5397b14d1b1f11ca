package org.softcpt.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.softcpt.models.io.Json;

/** The smallest vocabulary of CLIP's kind: bytes, SOS, EOT, no merges. Id of a letter: its byte. */
final class Tokenizers {

  static final int START = 512;
  static final int END = 513;

  private Tokenizers() {}

  /** Ids 0..255 are bytes within a word, 256..511 bytes at a word's end. */
  static void write(Path folder) throws IOException {
    Map<String, Integer> ids = new LinkedHashMap<>();
    char next = 256;
    for (char unit = 0; unit < 256; unit++) {
      boolean printable = (unit >= '!' && unit <= '~') || (unit >= 0xa1 && unit != 0xad);
      char symbol = printable ? unit : next++; // as GPT-2's byte-level vocabulary writes bytes
      ids.put(String.valueOf(symbol), (int) unit);
      ids.put(symbol + "</w>", 256 + unit);
    }
    ids.put("<|startoftext|>", START);
    ids.put("<|endoftext|>", END);
    Files.createDirectories(folder);
    Json.write(folder.resolve("vocab.json"), ids);
    Files.writeString(folder.resolve("merges.txt"), "#version: 0.2\n");
  }
}
