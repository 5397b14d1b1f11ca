package org.softcpt.models.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.softcpt.models.io.InvalidInputException;

/**
 * Reads JPEG, PNG, GIF, BMP, TIFF and WebP files to the pixels that Pillow 13 reads: of 16 bits the
 * upper 8 are kept (of grey all 16), colour profiles are ignored, and of an animation or of several
 * pages the first is taken. What becomes RGB when, and whether EXIF's orientation counts, {@link
 * Conventions} decide later.
 *
 * <p>One difference on purpose: damaged files are refused, also where Pillow would go on with what
 * it could decode, because a picture that is half grey must not become a training sample. (PNG has
 * checksums; in the other formats damage can look like another picture.)
 *
 * <p>Refused as well, where Pillow reads them: JPEG inside of TIFF, floating-point and signed
 * samples, Lab colours, BigTIFF. EXIF's orientation is read from EXIF data, not from XMP.
 */
public final class ImageDecoder {

  /**
   * The most pixels we decode: about 200 MB as RGB. A header that claims more is refused unread.
   */
  public static final int MOST_PIXELS = 1 << 26;

  /** The largest file we read, bytes: no picture of that many pixels needs more. */
  public static final int MOST_BYTES = 1 << 29;

  private ImageDecoder() {}

  /**
   * Reads a file.
   *
   * @param file a JPEG, PNG, GIF, BMP, TIFF or WebP file, whatever its name
   * @return its picture, or its first
   * @throws InvalidInputException if it is missing, too large or not a whole image; the message
   *     names it
   * @throws IOException if reading fails
   */
  public static Picture decode(Path file) throws IOException {
    return decode(file, ImageLimits.LARGEST);
  }

  /**
   * Reads a file that may be refused for its size.
   *
   * @param file a JPEG, PNG, GIF, BMP, TIFF or WebP file, whatever its name
   * @param limits of the file
   * @return its picture, or its first
   * @throws InvalidInputException if it is missing, beyond the limits or not a whole image; the
   *     message names it
   * @throws IOException if reading fails
   */
  public static Picture decode(Path file, ImageLimits limits) throws IOException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new InvalidInputException(file + ": no such file, or not readable");
    }
    limits.requireLength(Files.size(file), file.toString());
    return decode(Files.readAllBytes(file), file.toString(), limits);
  }

  /**
   * Reads a stream to its end.
   *
   * @param stream an image file's content; not closed
   * @param name what errors call it
   * @return its picture, or its first
   * @throws InvalidInputException if it is too large or not a whole image; the message starts with
   *     the name
   * @throws IOException if reading fails
   */
  public static Picture decode(InputStream stream, String name) throws IOException {
    return decode(stream, name, ImageLimits.LARGEST);
  }

  /**
   * Reads a stream to its end, or to one byte beyond the limit.
   *
   * @param stream an image file's content; not closed
   * @param name what errors call it
   * @param limits of the file
   * @return its picture, or its first
   * @throws InvalidInputException if it is beyond the limits or not a whole image; the message
   *     starts with the name
   * @throws IOException if reading fails
   */
  public static Picture decode(InputStream stream, String name, ImageLimits limits)
      throws IOException {
    return decode(stream.readNBytes(limits.bytes() + 1), name, limits);
  }

  /**
   * Decodes a file's content.
   *
   * @param content an image file's content; not changed
   * @param name what errors call it
   * @return its picture, or its first
   * @throws InvalidInputException if it is not a whole image; the message starts with the name
   */
  public static Picture decode(byte[] content, String name) throws InvalidInputException {
    return decode(content, name, ImageLimits.LARGEST);
  }

  /**
   * Decodes a file's content that may be refused for its size.
   *
   * @param content an image file's content; not changed
   * @param name what errors call it
   * @param limits of the content
   * @return its picture, or its first
   * @throws InvalidInputException if it is beyond the limits or not a whole image; the message
   *     starts with the name
   */
  public static Picture decode(byte[] content, String name, ImageLimits limits)
      throws InvalidInputException {
    limits.requireLength(content.length, name);
    ImageFormat format = format(content, name);
    try {
      return decode(format, content, limits);
    } catch (OutOfMemoryError e) { // one large array did not fit: nothing is lost but the picture
      throw new InvalidInputException(
          "%s: not enough memory for the size that this %s file claims".formatted(name, format), e);
    } catch (LinkageError e) { // libwebp, the only native library here
      throw new InvalidInputException(
          "%s: %s cannot be read on this platform: %s".formatted(name, format, e), e);
    } catch (IOException | RuntimeException e) {
      // The JDK's readers trust the file: a damaged one leads them to exceptions of any kind.
      throw new InvalidInputException(
          "%s: damaged or unsupported %s file: %s".formatted(name, format, reason(e)), e);
    }
  }

  private static ImageFormat format(byte[] content, String name) throws InvalidInputException {
    if (content.length == 0) {
      throw new InvalidInputException(name + ": the image file is empty");
    }
    String start = HexFormat.ofDelimiter(" ").formatHex(content, 0, Math.min(content.length, 8));
    return ImageFormat.of(content)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "%s: expected a JPEG, PNG, GIF, BMP, TIFF or WebP file, found one that starts with %s"
                        .formatted(name, start)));
  }

  private static Picture decode(ImageFormat format, byte[] content, ImageLimits limits)
      throws IOException {
    return switch (format) {
      case JPEG ->
          read(format, content, limits, reader -> JpegPixels.read(reader, content, limits));
      case GIF -> read(format, content, limits, reader -> GifFrame.read(reader, limits));
      case BMP -> {
        requirePixels(content);
        yield read(format, content, limits, reader -> BmpPicture.of(reader.read(0)));
      }
      case TIFF ->
          read(format, content, limits, reader -> TiffPicture.read(reader, content, limits));
      case PNG -> {
        PngFile png = PngChunks.read(content);
        yield read(format, png.pixels(), limits, reader -> png.picture(reader.read(0)));
      }
      case WEBP -> {
        WebpFile webp = WebpFile.read(content);
        yield read(format, webp.still(), limits, reader -> webp.picture(reader.read(0), limits));
      }
    };
  }

  /** What makes a picture of the content that a reader was given. */
  @FunctionalInterface
  private interface Reading {
    Picture picture(ImageReader reader) throws IOException;
  }

  private static Picture read(
      ImageFormat format, byte[] content, ImageLimits limits, Reading reading) throws IOException {
    ImageReader reader = format.reader();
    DecodingClock clock = new DecodingClock(limits.time());
    reader.addIIOReadProgressListener(clock);
    // Not ImageIO.createImageInputStream: that one consults a cache setting of the whole process.
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
      reader.setInput(stream, true, format != ImageFormat.GIF);
      limits.requireSize(reader.getWidth(0), reader.getHeight(0));
      Picture picture = reading.picture(reader);
      clock.requireInTime();
      return picture;
    } finally {
      reader.dispose();
    }
  }

  /** Refuses BMP of compression 4 and 5: the JDK's reader would look for another one for it. */
  private static void requirePixels(byte[] content) throws IOException {
    if (content.length >= 34 && (content[30] & 0xfe) == 4) {
      throw new IOException("expected pixels, found another image file inside");
    }
  }

  private static String reason(Exception e) {
    String message = e.getMessage() == null ? "" : e.getMessage().strip();
    return message.lines().findFirst().orElse(e.getClass().getSimpleName());
  }
}
