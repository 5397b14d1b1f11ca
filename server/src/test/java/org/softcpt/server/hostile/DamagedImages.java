package org.softcpt.server.hostile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Files that were cut off, or whose bits flipped on the way. */
final class DamagedImages {

  private static final int CUTS = 10;
  private static final int FLIPS = 8;

  private DamagedImages() {}

  static List<HostileInput> all() {
    List<HostileInput> all = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : BaseImages.all().entrySet()) {
      cuts(file.getKey(), file.getValue(), all);
      flips(file.getKey(), file.getValue(), all);
    }
    return all;
  }

  /** From a byte to nine tenths: no picture is whole then. */
  private static void cuts(String format, byte[] file, List<HostileInput> all) {
    for (int part = 0; part < CUTS; part++) {
      byte[] cut = Arrays.copyOf(file, Math.max(file.length * part / CUTS, 1));
      String name = "%s cut at %d of %d bytes".formatted(format, cut.length, file.length);
      all.add(part % 3 == 2 ? json(name, cut) : HostileInput.image(name, cut));
    }
  }

  private static HostileInput json(String name, byte[] content) {
    String json = "{\"images\": [\"%s\"]}".formatted(Base64.getEncoder().encodeToString(content));
    return HostileInput.post(
        name + " in JSON", "/v1/classify", "application/json", HostileInput.bytes(json));
  }

  /** Some of these still are pictures; only PNG has checksums. */
  private static void flips(String format, byte[] file, List<HostileInput> all) {
    for (int seed = 0; seed < FLIPS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] damaged = file.clone();
      for (int flip = 0; flip <= 3 * seed; flip++) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      String name = "%s with %d bits flipped, seed %d".formatted(format, 3 * seed + 1, seed);
      all.add(HostileInput.image(name, damaged).orHarmless());
    }
  }
}
