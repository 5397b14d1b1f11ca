package org.softcpt.models.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Equality with Pillow 13.0.0 and torchvision 0.29.2, to the bit: {@code
 * tools/golden_preprocessing.py} made the data.
 */
class PillowGoldenTest {

  static Stream<JsonNode> resizes() throws IOException {
    return TestImages.each(TestImages.golden("resize-golden.json").get("resizes"));
  }

  @ParameterizedTest
  @MethodSource("resizes")
  void resizesAsPillow(JsonNode golden) {
    JsonNode target = golden.get("target");
    RgbImage result =
        TestImages.resize(
            TestImages.noise(golden.get("source")), target.get(0).asInt(), target.get(1).asInt());
    if (golden.has("rgb")) { // small ones in full, so that a failure shows which pixel
      assertEquals(
          TestImages.each(golden.get("rgb")).map(JsonNode::asInt).toList(), unsigned(result.rgb()));
    }
    assertEquals(golden.get("sha256").asText(), TestImages.sha256(result));
  }

  static Stream<JsonNode> crops() throws IOException {
    return TestImages.each(TestImages.golden("resize-golden.json").get("crops"));
  }

  @ParameterizedTest
  @MethodSource("crops")
  void cutsBeforeResizingAsPillow(JsonNode golden) {
    JsonNode box = golden.get("box");
    Box source =
        new Box(box.get(0).asInt(), box.get(1).asInt(), box.get(2).asInt(), box.get(3).asInt());
    Box target = Box.of(golden.get("side").asInt(), golden.get("side").asInt());
    RgbImage image = TestImages.noise(golden.get("source"));
    RgbImage result = TestImages.resize(image, source, target, target);
    assertEquals(golden.get("sha256").asText(), TestImages.sha256(result));
  }

  static Stream<JsonNode> chains() throws IOException {
    return TestImages.each(TestImages.golden("chain-golden.json").get("chains"));
  }

  @ParameterizedTest
  @MethodSource("chains")
  void preprocessesAsTorchvision(JsonNode golden) {
    Preprocessing clip = Preprocessing.clip(golden.get("resize").asInt());
    Preprocessing preprocessing =
        new Preprocessing(clip.resize(), golden.get("crop").asInt(), clip.mean(), clip.std());
    Preprocessor preprocessor = new Preprocessor(preprocessing);
    RgbImage image = TestImages.noise(golden.get("source"));
    assertEquals(
        golden.get("rgb_sha256").asText(), TestImages.sha256(preprocessor.crop(Picture.of(image))));
    assertEquals(
        golden.get("planes_sha256").asText(), TestImages.sha256(preprocessor.apply(image)));
  }

  @Test
  void standardisesEveryByteAsTorchvision() throws IOException {
    JsonNode golden = TestImages.golden("chain-golden.json").get("standardisation");
    byte[] rgb = new byte[3 * 256];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i / 3);
    }
    float[] planes = new Standardisation(Preprocessing.clip(8)).planes(new RgbImage(256, 1, rgb));
    for (int i = 0; i < planes.length; i++) {
      int bits = golden.get(i / 256).get(i % 256).asInt();
      assertEquals(Float.intBitsToFloat(bits), planes[i], "channel and byte " + i);
    }
  }

  private static List<Integer> unsigned(byte[] bytes) {
    return IntStream.range(0, bytes.length).mapToObj(i -> bytes[i] & 0xff).toList();
  }
}
