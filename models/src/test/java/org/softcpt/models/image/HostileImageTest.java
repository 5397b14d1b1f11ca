package org.softcpt.models.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.models.io.InvalidInputException;

/**
 * Files nobody should trust: whatever they hold, decoding gives a picture or one line that names
 * the file.
 */
class HostileImageTest {

  private static final byte[][] EXTREMES = {
    {-1, -1, -1, -1}, {127, -1, -1, -1}, {-1, -1, -1, 127}, {0, 0, 0, -128}, {-1, -1}
  };

  @TempDir Path folder;

  static Stream<String> files() throws IOException {
    return TestImages.golden("decoding-golden.json").properties().stream().map(e -> e.getKey());
  }

  @ParameterizedTest // the rest may be a second frame or padding; then the picture is the same
  @MethodSource("files")
  void cutFilesAreRefusedUnlessThePictureIsThere(String file) throws IOException {
    byte[] content = resource(file);
    byte[] whole = ImageDecoder.decode(content, file).samples().values();
    for (int length : lengths(content.length)) {
      Optional<Picture> picture =
          decoded(Arrays.copyOf(content, length), file + " cut at " + length);
      if (picture.isPresent()) {
        assertArrayEquals(whole, picture.get().samples().values(), file + " cut at " + length);
      }
    }
  }

  /** Every sixteenth, and each of the last bytes. */
  private static int[] lengths(int whole) {
    IntStream parts = IntStream.range(0, 16).map(part -> whole * part / 16);
    return IntStream.concat(parts, IntStream.range(Math.max(whole - 20, 0), whole)).toArray();
  }

  @ParameterizedTest
  @MethodSource("files")
  void flippedBitsGiveAPictureOrARefusal(String file) throws IOException {
    byte[] content = resource(file);
    for (int seed = 0; seed < 64; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] damaged = content.clone();
      for (int flip = 0; flip <= seed % 8; flip++) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      decoded(damaged, file + " seed " + seed);
    }
  }

  @ParameterizedTest // lengths, sizes and offsets are in the first bytes; extremes take turns
  @MethodSource("files")
  void extremeHeaderFieldsGiveAPictureOrARefusal(String file) throws IOException {
    byte[] content = resource(file);
    for (int at = 0; at < Math.min(content.length, 200); at += 2) {
      byte[] extreme = EXTREMES[at % EXTREMES.length];
      byte[] damaged = content.clone();
      int length = Math.min(extreme.length, content.length - at);
      System.arraycopy(extreme, 0, damaged, at, length);
      decoded(damaged, file + " at " + at + " " + Arrays.toString(extreme));
    }
  }

  @Test
  void rejectsEmptyFile() throws IOException {
    Path file = Files.createFile(folder.resolve("empty.jpg"));
    assertEquals(file + ": the image file is empty", refusal(() -> ImageDecoder.decode(file)));
  }

  @Test
  void rejectsMissingFile() {
    Path file = folder.resolve("none.jpg");
    assertEquals(
        file + ": no such file, or not readable", refusal(() -> ImageDecoder.decode(file)));
  }

  @Test // sparse: takes no space on disk; reading it would take all memory
  void rejectsHugeFileUnread() throws IOException {
    Path file = folder.resolve("huge.jpg");
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength(1L << 40);
    }
    assertEquals(
        file + ": expected an image file of at most 536870912 bytes, found more",
        refusal(() -> ImageDecoder.decode(file)));
  }

  @Test
  void rejectsOtherContentWhateverItsName() throws IOException {
    Path file = Files.writeString(folder.resolve("text.png"), "<html>");
    assertEquals(
        file
            + ": expected a JPEG, PNG, GIF, BMP, TIFF or WebP file, found one that starts with"
            + " 3c 68 74 6d 6c 3e",
        refusal(() -> ImageDecoder.decode(file)));
  }

  @Test
  void readsByContentWhateverTheName() throws IOException {
    Path file = folder.resolve("photo.jpg");
    Files.write(file, resource("rgb.png"));
    assertEquals(19, ImageDecoder.decode(file).width());
  }

  @ParameterizedTest
  @ValueSource(strings = {"JPEG", "GIF", "PNG", "TIFF"})
  void refusesAbsurdSizesBeforeDecoding(String format) throws IOException {
    byte[] content = bomb(format);
    String message = refusal(() -> ImageDecoder.decode(content, "bomb"));
    assertTrue(message.contains("expected 1 to 67108864 pixels, found 60000 x 60000"), message);
  }

  @Test
  void refusesWebpWhoseChunksClaimMoreThanThereIs() throws IOException {
    byte[] content = with(resource("lossy.webp"), 16, 0xff, 0xff, 0xff, 0xff);
    String message = refusal(() -> ImageDecoder.decode(content, "long"));
    assertTrue(message.contains("the chunk at byte 12 claims 4294967295 bytes"), message);
  }

  @Test
  void refusesAnimationWhoseFrameLeavesTheCanvas() throws IOException {
    byte[] content = resource("moved-frame.webp");
    int frame = new String(content, StandardCharsets.ISO_8859_1).indexOf("ANMF");
    String message = refusal(() -> ImageDecoder.decode(with(content, frame + 8, 9), "far"));
    assertTrue(message.endsWith("the first frame is not within the canvas"), message);
  }

  @Test
  void refusesAnimationWithoutFrame() throws IOException {
    byte[] content = resource("animated.webp");
    String text = new String(content, StandardCharsets.ISO_8859_1).replace("ANMF", "XXXX");
    byte[] empty = text.getBytes(StandardCharsets.ISO_8859_1);
    String message = refusal(() -> ImageDecoder.decode(empty, "empty"));
    assertTrue(message.endsWith("an animation without a whole frame"), message);
  }

  @Test // a picture does not depend on its EXIF data being whole
  void damagedExifTurnsNothing() throws IOException {
    Conventions apply = Conventions.DEFAULT.with(Conventions.Orientation.APPLIED);
    Picture picture = ImageDecoder.decode(resource("damaged-exif.jpg"), "damaged");
    assertEquals(11, picture.rgb(apply).width());
    byte[] looping = resource("turned-6.jpg"); // its directory lies at the TIFF header itself
    int header = new String(looping, StandardCharsets.ISO_8859_1).indexOf("II*");
    with(looping, header + 4, 0, 0, 0, 0);
    assertEquals(11, ImageDecoder.decode(looping, "looping").rgb(apply).width());
  }

  @Test // the reader would hand it to another reader, past the check of its size
  void refusesImageFileInsideOfBmp() throws IOException {
    byte[] content = with(resource("rgb.bmp"), 30, 5);
    assertEquals(
        "nested: damaged or unsupported BMP file: expected pixels, found another image file"
            + " inside",
        refusal(() -> ImageDecoder.decode(content, "nested")));
  }

  @Test
  void refusesPngWithWrongChecksum() throws IOException {
    byte[] content = resource("rgb.png");
    content[content.length - 30] ^= 1;
    assertEquals(
        "flipped: damaged or unsupported PNG file: wrong checksum in chunk IDAT at byte 33",
        refusal(() -> ImageDecoder.decode(content, "flipped")));
  }

  @Test
  void refusesCutJpegWithTheReason() throws IOException {
    byte[] content = Arrays.copyOf(resource("colour.jpg"), 900);
    assertEquals(
        "cut: damaged or unsupported JPEG file: Truncated File - Missing EOI marker",
        refusal(() -> ImageDecoder.decode(content, "cut")));
  }

  private static byte[] resource(String file) throws IOException {
    return TestImages.resource("decoding/" + file);
  }

  /** A small file whose header claims 60,000 by 60,000 pixels. */
  private static byte[] bomb(String format) throws IOException {
    return switch (format) {
      case "JPEG" -> {
        byte[] content = resource("colour.jpg");
        int frame = indexOf(content, (byte) 0xff, (byte) 0xc0);
        yield with(content, frame + 5, 0xea, 0x60, 0xea, 0x60);
      }
      case "GIF" -> {
        byte[] content = resource("small-frame.gif");
        yield with(content, 6, 0x60, 0xea, 0x60, 0xea);
      }
      case "PNG" -> {
        byte[] content = with(resource("rgb.png"), 16, 0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60);
        CRC32 checksum = new CRC32();
        checksum.update(content, 12, 17);
        ByteBuffer.wrap(content).putInt(29, (int) checksum.getValue());
        yield content;
      }
      case "TIFF" -> {
        byte[] content = resource("rgb.tif"); // its directory is at byte 8, width and height first
        content[12] = content[24] = 4; // LONG
        yield with(with(content, 18, 0x60, 0xea, 0, 0), 30, 0x60, 0xea, 0, 0);
      }
      default -> throw new IllegalArgumentException(format);
    };
  }

  private static byte[] with(byte[] content, int at, int... values) {
    for (int i = 0; i < values.length; i++) {
      content[at + i] = (byte) values[i];
    }
    return content;
  }

  private static int indexOf(byte[] content, byte first, byte second) {
    int at = 0;
    while (content[at] != first || content[at + 1] != second) {
      at++;
    }
    return at;
  }

  /** The picture, or nothing where it was refused as it should be; any other exception fails. */
  private static Optional<Picture> decoded(byte[] content, String name) {
    try {
      return Optional.of(ImageDecoder.decode(content, name));
    } catch (InvalidInputException e) {
      assertTrue(e.getMessage().startsWith(name + ": "), e.getMessage());
      assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      return Optional.empty();
    } catch (RuntimeException e) {
      throw new AssertionError(name, e);
    }
  }

  private static String refusal(Executable decoding) {
    return assertThrows(InvalidInputException.class, decoding).getMessage();
  }
}
