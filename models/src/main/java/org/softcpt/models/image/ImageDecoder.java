package org.softcpt.models.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.softcpt.models.io.InvalidInputException;

/** Reads image files. */
public final class ImageDecoder {

  private ImageDecoder() {}

  /**
   * Reads a file.
   *
   * @param file a JPEG, PNG, GIF or BMP file
   * @return its first picture
   * @throws InvalidInputException if it is missing or not a whole image; the message names it
   * @throws IOException if reading fails
   */
  public static RgbImage decode(Path file) throws IOException {
    return decode(Files.readAllBytes(file), file.toString());
  }

  /**
   * Reads a stream to its end; the caller closes it.
   *
   * @param stream an image file's content
   * @param name what errors call it
   * @return its first picture
   * @throws InvalidInputException if it is not a whole image
   * @throws IOException if reading fails
   */
  public static RgbImage decode(InputStream stream, String name) throws IOException {
    return decode(stream.readAllBytes(), name);
  }

  /**
   * Decodes a file's content.
   *
   * @param content an image file's content
   * @param name what errors call it
   * @return its first picture
   * @throws InvalidInputException if it is not a whole image
   */
  public static RgbImage decode(byte[] content, String name) throws InvalidInputException {
    throw new UnsupportedOperationException(name + ": decoding is being written");
  }
}
