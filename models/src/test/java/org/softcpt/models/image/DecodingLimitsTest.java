package org.softcpt.models.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.models.io.InvalidInputException;

/** What one image may cost is bounded, whatever its few bytes ask for. */
class DecodingLimitsTest {

  private static final ImageLimits SMALL = new ImageLimits(100 * 100, Duration.ofHours(1));

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png", "gif", "bmp", "tiff"})
  void pixelsAreCountedInTheHeader(String format) throws IOException {
    assertEquals(
        100, ImageDecoder.decode(file(format, 100, 100, false), format, SMALL).width(), format);
    String message = refusal(file(format, 101, 100, false), SMALL);
    assertTrue(message.endsWith("expected 1 to 10000 pixels, found 101 x 100"), message);
  }

  @ParameterizedTest // 224 pixels of a short side would be more than an int of a long one's
  @CsvSource({"131073, 1", "1, 131073"})
  void sidesAreLimited(int width, int height) throws IOException {
    String message = refusal(file("png", width, height, false), ImageLimits.LARGEST);
    assertTrue(message.contains("expected sides of at most 131072 pixels"), message);
  }

  @ParameterizedTest // the slowest way through the resizer
  @CsvSource({"131072, 1", "1, 131072"})
  void longestSidesAreResizedByAllConventions(int width, int height) throws IOException {
    Picture picture = ImageDecoder.decode(file("png", width, height, false), "long");
    Preprocessing clip = Preprocessing.clip(448);
    for (Conventions.Colours colours : Conventions.Colours.values()) {
      Conventions conventions = Conventions.DEFAULT.with(colours);
      Preprocessor preprocessor = new Preprocessor(clip.with(conventions));
      assertEquals(3 * 448 * 448, preprocessor.apply(picture).length);
    }
  }

  @Test // a scan of 31 bytes costs a pass over all pixels, and nothing interrupts libjpeg there
  void scansOfJpegAreCounted() throws IOException {
    byte[] content = file("jpeg", 200, 200, true);
    assertEquals(200, ImageDecoder.decode(content, "progressive").width());
    String message = refusal(scans(content, 200), ImageLimits.LARGEST);
    assertTrue(message.contains("expected at most 100 scans of 200 x 200 pixels"), message);
  }

  @Test // fewer where they have more pixels
  void scansTimesPixelsAreLimited() throws IOException {
    byte[] content = scans(file("jpeg", 100, 100, true), 40);
    assertEquals(100, ImageDecoder.decode(content, "many").width());
    String message = refusal(content, SMALL);
    assertTrue(message.contains("expected at most 32 scans of 100 x 100 pixels"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png", "gif", "bmp", "tiff"})
  void slowFilesAreGivenUp(String format) throws IOException {
    ImageLimits hasty = new ImageLimits(1 << 20, Duration.ofNanos(1));
    String message = refusal(file(format, 1000, 1000, false), hasty);
    assertTrue(message.endsWith("decoding takes longer than 0 ms"), message);
  }

  @Test // the JDK's reader asks for a tile's memory and decodes all of it
  void tilesOfTiffAreLimited() {
    String message = refusal(tiff(5, 322, 20_000, 323, 20_000, 324, 8, 325, 10), SMALL);
    assertTrue(message.endsWith("expected tiles of at most 10000 pixels, found 20000 x 20000"));
  }

  @Test // it reads a strip or tile whole before it decompresses it: two gigabytes of nothing
  void bytesOfTiffArePresent() {
    for (byte[] content :
        List.of(
            tiff(10, 273, 8, 278, 10, 279, Integer.MAX_VALUE - 8),
            tiff(10, 322, 16, 323, 16, 324, 8, 325, Integer.MAX_VALUE - 8))) {
      String message = refusal(content, SMALL);
      assertTrue(message.contains("a part of the picture claims 2147483639 bytes of "), message);
    }
  }

  @Test // found by a fuzzer: it then takes all the memory there is
  void bytesOfTiffAreSaid() {
    for (byte[] content : List.of(tiff(10, 273, 8), tiff(10, 322, 16, 323, 16, 324, 8))) {
      String message = refusal(content, SMALL);
      assertTrue(message.endsWith("the length of the picture's parts is missing"), message);
    }
  }

  /** Grey, deflated, of that many pixels squared, with these tags more. */
  private static byte[] tiff(int side, int... tags) {
    int[] all = new int[12 + tags.length];
    int[] grey = {256, side, 257, side, 258, 8, 259, 8, 262, 1, 277, 1};
    System.arraycopy(grey, 0, all, 0, grey.length);
    System.arraycopy(tags, 0, all, grey.length, tags.length);
    ByteBuffer file = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
    file.putShort((short) (all.length / 2));
    for (int i = 0; i < all.length; i += 2) {
      boolean isShort = all[i] > 257 && all[i] <= 277 && all[i] != 273;
      file.putShort((short) all[i])
          .putShort((short) (isShort ? 3 : 4))
          .putInt(1)
          .putInt(all[i + 1]);
    }
    return file.array();
  }

  @Test
  void absurdLimitsAreRefused() {
    Duration second = Duration.ofSeconds(1);
    assertThrows(IllegalArgumentException.class, () -> new ImageLimits(0, second));
    assertThrows(IllegalArgumentException.class, () -> new ImageLimits(1 << 27, second));
    assertThrows(IllegalArgumentException.class, () -> new ImageLimits(1, Duration.ZERO));
  }

  private static String refusal(byte[] content, ImageLimits limits) {
    return assertThrows(
            InvalidInputException.class, () -> ImageDecoder.decode(content, "file", limits))
        .getMessage();
  }

  private static byte[] file(String format, int width, int height, boolean progressive)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    if (progressive) {
      parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    }
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(stream);
      BufferedImage grey = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
      writer.write(null, new IIOImage(grey, null, null), parameters);
    } finally {
      writer.dispose();
    }
    assertTrue(bytes.size() > 0, format.toUpperCase(Locale.ROOT));
    return bytes.toByteArray();
  }

  /** The file with its last scan so many times more. */
  private static byte[] scans(byte[] content, int more) {
    int last = content.length - 2;
    while (content[last] != (byte) 0xff || content[last + 1] != (byte) 0xda) {
      last--;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(content, 0, content.length - 2);
    for (int i = 0; i < more; i++) {
      bytes.write(content, last, content.length - 2 - last);
    }
    bytes.write(content, content.length - 2, 2);
    return bytes.toByteArray();
  }
}
