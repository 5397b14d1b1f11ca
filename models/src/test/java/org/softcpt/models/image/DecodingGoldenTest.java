package org.softcpt.models.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.softcpt.models.image.Conventions.Colours;
import org.softcpt.models.image.Conventions.Grey;
import org.softcpt.models.image.Conventions.Orientation;

/**
 * Small files of each kind, decoded, converted, resized and turned bit for bit as Pillow 13.0.0
 * does, by each of the conventions. {@code tools/golden_preprocessing.py} made them.
 */
class DecodingGoldenTest {

  private static final Conventions REFERENCE =
      new Conventions(Colours.RGB_FIRST, Orientation.IGNORED, Grey.CLIPPED);

  static Stream<Arguments> files() throws IOException {
    JsonNode golden = TestImages.golden("decoding-golden.json");
    return golden.properties().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  @ParameterizedTest
  @MethodSource("files")
  void decodesAsPillow(String file, JsonNode golden) throws IOException {
    RgbImage image = decoded(file).rgb(REFERENCE);
    assertEquals(golden.get("width").asInt(), image.width());
    assertEquals(golden.get("height").asInt(), image.height());
    assertEquals(golden.get("rgb_sha256").asText(), TestImages.sha256(image));
  }

  @ParameterizedTest
  @MethodSource("files")
  void transparentPartsAreWhiteAsInTransformers(String file, JsonNode golden) throws IOException {
    RgbImage image = decoded(file).rgb(REFERENCE.with(Colours.RGB_FIRST_ON_WHITE));
    assertEquals(golden.get("white_sha256").asText(), TestImages.sha256(image));
  }

  @ParameterizedTest
  @MethodSource("files")
  void turnsUprightAsPillow(String file, JsonNode golden) throws IOException {
    RgbImage image = decoded(file).rgb(REFERENCE.with(Orientation.APPLIED));
    assertEquals(golden.get("upright_sha256").asText(), TestImages.sha256(image));
  }

  @ParameterizedTest
  @MethodSource("files")
  void resizesTheStoredPixelsAsTorchvision(String file, JsonNode golden) throws IOException {
    Picture picture = decoded(file);
    Conventions stored = REFERENCE.with(Colours.RESIZED_FIRST);
    int[][] sizes = {{11, 9}, {64, 61}, {picture.height(), picture.height()}};
    List<JsonNode> expected = TestImages.each(golden.get("resized_first_sha256")).toList();
    for (int i = 0; i < sizes.length; i++) {
      Preprocessing clip = Preprocessing.clip(8);
      Preprocessing preprocessing =
          new Preprocessing(sizes[i][0], sizes[i][1], clip.mean(), clip.std(), stored);
      RgbImage crop = new Preprocessor(preprocessing).crop(picture);
      assertEquals(expected.get(i).asText(), TestImages.sha256(crop), "size " + sizes[i][0]);
    }
    if (expected.size() > sizes.length) { // large enough for a crop before resizing
      Box target = Box.of(8, 8);
      RgbImage crop = PictureResize.rgb(picture, stored, new Box(2, 1, 4, 5), target, target);
      assertEquals(expected.get(sizes.length).asText(), TestImages.sha256(crop), "cropped");
    }
  }

  private static Picture decoded(String file) throws IOException {
    return ImageDecoder.decode(TestImages.resource("decoding/" + file), file);
  }
}
