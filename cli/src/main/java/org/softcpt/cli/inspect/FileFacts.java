package org.softcpt.cli.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.softcpt.models.folder.FileDigests;
import org.softcpt.models.io.Sha256;

/** The files of a folder, compared with what its manifest says of them. */
final class FileFacts {

  private FileFacts() {}

  static Facts of(Path folder, FileDigests listed) throws IOException {
    Facts facts = new Facts();
    for (Map.Entry<String, String> file : listed.sha256().entrySet()) {
      facts.add(file.getKey(), state(folder.resolve(file.getKey()), file.getValue()));
    }
    return facts;
  }

  /** Size and digest of one file. */
  static String of(Path file) throws IOException {
    return "%,d bytes, SHA-256 %s".formatted(Files.size(file), Sha256.of(file));
  }

  private static String state(Path file, String expected) throws IOException {
    if (!Files.isRegularFile(file)) {
      return "MISSING, the manifest says SHA-256 " + expected;
    }
    String found = Sha256.of(file);
    return found.equals(expected)
        ? "%,d bytes, SHA-256 %s".formatted(Files.size(file), found)
        : "CHANGED: SHA-256 is %s, the manifest says %s".formatted(found, expected);
  }
}
