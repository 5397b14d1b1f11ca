package org.softcpt.models.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.softcpt.models.io.InvalidInputException;

class ImageLimitsTest {

  @TempDir Path folder;

  static Stream<String> files() throws IOException {
    return HostileImageTest.files();
  }

  @ParameterizedTest // whatever the format, a picture of n pixels passes n and not n - 1
  @MethodSource("files")
  void thePixelLimitIsExact(String file) throws IOException {
    byte[] content = TestImages.resource("decoding/" + file);
    Picture picture = ImageDecoder.decode(content, file);
    int pixels = picture.width() * picture.height();
    ImageDecoder.decode(content, file, new ImageLimits(content.length, pixels));
    InvalidInputException refused =
        assertThrows(
            InvalidInputException.class,
            () -> ImageDecoder.decode(content, file, new ImageLimits(content.length, pixels - 1)));
    String expected = "expected 1 to %d pixels, found ".formatted(pixels - 1);
    assertTrue(refused.getMessage().startsWith(file + ": "), refused.getMessage());
    assertTrue(refused.getMessage().contains(expected), refused.getMessage());
  }

  @Test // file, stream and bytes alike
  void theByteLimitIsExact() throws IOException {
    byte[] content = TestImages.resource("decoding/rgb.png");
    Path file = Files.write(folder.resolve("rgb.png"), content);
    ImageLimits fits = new ImageLimits(content.length, 1 << 20);
    ImageLimits tooSmall = new ImageLimits(content.length - 1, 1 << 20);
    assertEquals(19, ImageDecoder.decode(file, fits).width());
    assertEquals(19, ImageDecoder.decode(new ByteArrayInputStream(content), "s", fits).width());
    assertRefused(file.toString(), () -> ImageDecoder.decode(file, tooSmall));
    assertRefused("b", () -> ImageDecoder.decode(content, "b", tooSmall));
    assertRefused("s", () -> ImageDecoder.decode(new ByteArrayInputStream(content), "s", tooSmall));
  }

  @Test
  void anEndlessStreamIsReadUpToTheLimit() {
    long[] read = {0};
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            read[0]++;
            return 'x';
          }
        };
    assertRefused("s", () -> ImageDecoder.decode(endless, "s", new ImageLimits(1000, 1)));
    assertEquals(1001, read[0]);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0", "1, -1", "1, 67108865", "536870913, 1"})
  void limitsAreWithinTheDecoders(int bytes, int pixels) {
    assertThrows(IllegalArgumentException.class, () -> new ImageLimits(bytes, pixels));
  }

  private static void assertRefused(String name, Executable read) {
    InvalidInputException refused = assertThrows(InvalidInputException.class, read);
    assertTrue(
        refused.getMessage().startsWith(name + ": expected an image file of at most"),
        refused.getMessage());
  }
}
