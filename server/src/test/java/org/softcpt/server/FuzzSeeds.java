package org.softcpt.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.softcpt.server.hostile.BaseImages;
import org.softcpt.server.hostile.Corpus;
import org.softcpt.server.hostile.HostileInput;

/** What the fuzzers start from: whole pictures, and the bodies of the hostile corpus. */
public final class FuzzSeeds {

  private static final int LONGEST = 20_000; // longer ones only slow a fuzzer down

  private FuzzSeeds() {}

  /** Pictures, whole and not. */
  static List<byte[]> images() {
    List<byte[]> seeds = new ArrayList<>(BaseImages.all().values());
    for (Body body : bodies()) {
      if (body.type().equals("application/octet-stream")) {
        seeds.add(body.content());
      }
    }
    return seeds;
  }

  /** Content types and bodies, as {@link RequestFuzz} takes them. */
  static List<byte[]> requests() {
    List<byte[]> seeds = new ArrayList<>();
    for (Body body : bodies()) {
      if (!body.type().equals("application/octet-stream")) {
        String start = body.type() + "\n";
        String all = start + new String(body.content(), StandardCharsets.ISO_8859_1);
        seeds.add(all.getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    return seeds;
  }

  private record Body(String type, byte[] content) {}

  private static List<Body> bodies() {
    List<Body> bodies = new ArrayList<>();
    for (HostileInput input : Corpus.all()) {
      if (input.steps().get(0) instanceof HostileInput.Send send) {
        String text = new String(send.bytes(), StandardCharsets.ISO_8859_1);
        int type = text.indexOf("\r\nContent-Type: ");
        int body = text.indexOf("\r\n\r\n") + 4;
        if (text.startsWith("POST ") && type > 0 && body > 3 && text.length() < LONGEST) {
          String value = text.substring(type + 16, text.indexOf("\r\n", type + 2));
          bodies.add(new Body(value, text.substring(body).getBytes(StandardCharsets.ISO_8859_1)));
        }
      }
    }
    return bodies;
  }

  /** Writes them to {@code FOLDER/images} and {@code FOLDER/requests}. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    write(Files.createDirectories(folder.resolve("images")), images());
    write(Files.createDirectories(folder.resolve("requests")), requests());
  }

  private static void write(Path folder, List<byte[]> seeds) throws IOException {
    for (int i = 0; i < seeds.size(); i++) {
      Files.write(folder.resolve("seed-%03d".formatted(i)), seeds.get(i));
    }
  }
}
