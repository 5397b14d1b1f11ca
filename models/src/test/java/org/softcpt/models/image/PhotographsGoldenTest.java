package org.softcpt.models.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.softcpt.models.io.Sha256;

/** Every 250th of the shared photographs, from file to floats, to the bit; skipped without them. */
class PhotographsGoldenTest {

  private static final Path SHARED = Path.of(System.getProperty("softcpt.shared"));

  static Stream<JsonNode> photographs() throws IOException {
    return TestImages.each(TestImages.golden("photographs-golden.json"));
  }

  @ParameterizedTest
  @MethodSource("photographs")
  void decodesAndPreprocessesAsPillowAndTorchvision(JsonNode golden) throws IOException {
    Path file = SHARED.resolve(golden.get("path").asText());
    assumeTrue(Files.exists(file), () -> "no shared photographs at " + SHARED);
    assertEquals(golden.get("file_sha256").asText(), Sha256.of(file), "another photograph");
    RgbImage image = ImageDecoder.decode(file).rgb(Conventions.DEFAULT);
    assertEquals(golden.get("rgb_sha256").asText(), TestImages.sha256(image));
    Preprocessing clip = Preprocessing.clip(golden.get("resize").asInt());
    Preprocessing preprocessing =
        new Preprocessing(clip.resize(), golden.get("crop").asInt(), clip.mean(), clip.std());
    float[] planes = new Preprocessor(preprocessing).apply(image);
    assertEquals(golden.get("planes_sha256").asText(), TestImages.sha256(planes));
  }
}
