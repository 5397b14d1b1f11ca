package org.softcpt.models.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Small files of each kind, decoded bit for bit as Pillow 13.0.0 does. {@code
 * tools/golden_preprocessing.py} made them.
 */
class DecodingGoldenTest {

  static Stream<Arguments> files() throws IOException {
    JsonNode golden = TestImages.golden("decoding-golden.json");
    return golden.properties().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  @ParameterizedTest
  @MethodSource("files")
  void decodesAsPillow(String file, JsonNode golden) throws IOException {
    RgbImage image = ImageDecoder.decode(TestImages.resource("decoding/" + file), file);
    assertEquals(golden.get("width").asInt(), image.width());
    assertEquals(golden.get("height").asInt(), image.height());
    assertEquals(golden.get("rgb_sha256").asText(), TestImages.sha256(image));
  }
}
