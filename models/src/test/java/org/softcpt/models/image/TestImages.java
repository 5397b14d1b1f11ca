package org.softcpt.models.image;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.softcpt.models.io.Json;
import org.softcpt.models.io.Sha256;

/**
 * The pictures of {@code tools/golden_preprocessing.py}, made by the same formula, and its data.
 */
final class TestImages {

  private TestImages() {}

  /** The generator x → 1664525 x + 1013904223 mod 2³², its upper byte, and what the kind makes. */
  static RgbImage noise(int width, int height, int seed, String kind) {
    byte[] rgb = new byte[3 * width * height];
    int state = seed;
    for (int i = 0; i < rgb.length; i++) {
      state = state * 1664525 + 1013904223;
      int column = i / 3 % width;
      int row = i / 3 / width;
      rgb[i] = (byte) value(state >>> 24, column * 3 + row * 5 + i % 3 * 40, kind);
    }
    return new RgbImage(width, height, rgb);
  }

  private static int value(int random, int ramp, String kind) {
    return switch (kind) {
      case "noise" -> random;
      case "steps" -> (random >> 7) * 255;
      case "waves" -> (random >> 4) + ramp % 240;
      default -> throw new IllegalArgumentException("kind of picture: " + kind);
    };
  }

  static RgbImage noise(JsonNode source) {
    return noise(
        source.get("width").asInt(),
        source.get("height").asInt(),
        source.get("seed").asInt(),
        source.get("kind").asText());
  }

  static JsonNode golden(String name) throws IOException {
    return Json.mapper().readTree(resource(name)).get("cases");
  }

  static Stream<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  static byte[] resource(String name) throws IOException {
    try (InputStream stream = TestImages.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(stream, name).readAllBytes();
    }
  }

  static String sha256(RgbImage image) {
    return Sha256.of(image.rgb());
  }

  static String sha256(float[] planes) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * planes.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(planes);
    return Sha256.of(bytes.array());
  }

  static RgbImage resize(RgbImage image, int width, int height) {
    Box whole = Box.of(width, height);
    return resize(image, Box.of(image.width(), image.height()), whole, whole);
  }

  static RgbImage resize(RgbImage image, Box source, Box target, Box window) {
    Samples samples = Picture.of(image).samples();
    Samples resized = PillowResize.resize(samples, source, target, window);
    return new RgbImage(resized.width(), resized.height(), resized.values());
  }
}
