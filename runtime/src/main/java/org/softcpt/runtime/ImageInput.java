package org.softcpt.runtime;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.softcpt.models.image.ImageDecoder;
import org.softcpt.models.image.ImageLimits;
import org.softcpt.models.image.Picture;
import org.softcpt.models.image.Preprocessor;
import org.softcpt.models.io.InvalidInputException;

/**
 * An image to classify, wherever it comes from, and what errors call it. Nothing is read or decoded
 * before it is needed.
 */
public final class ImageInput {

  private final String name;
  private final Source source;

  /** What gives the picture. */
  @FunctionalInterface
  private interface Source {
    Picture picture(ImageLimits limits) throws IOException;
  }

  private ImageInput(String name, Source source) {
    this.name = name;
    this.source = source;
  }

  /**
   * A file.
   *
   * @param file a JPEG, PNG, GIF, BMP, TIFF or WebP file, whatever its name
   * @return the image, named as the path
   */
  public static ImageInput of(Path file) {
    return new ImageInput(file.toString(), limits -> ImageDecoder.decode(file, limits));
  }

  /**
   * A file's content.
   *
   * @param content of a JPEG, PNG, GIF, BMP, TIFF or WebP file; not copied, not changed
   * @param name what errors call it, e.g. the name of an upload
   * @return the image
   */
  public static ImageInput of(byte[] content, String name) {
    return new ImageInput(name, limits -> ImageDecoder.decode(content, name, limits));
  }

  /**
   * A stream of a file's content. It is read once, to its end or to one byte beyond the limit: such
   * an input is classified once.
   *
   * @param stream of a JPEG, PNG, GIF, BMP, TIFF or WebP file; not closed
   * @param name what errors call it
   * @return the image
   */
  public static ImageInput of(InputStream stream, String name) {
    return new ImageInput(name, limits -> ImageDecoder.decode(stream, name, limits));
  }

  /**
   * An image in memory, upright; colour profiles are ignored, as in files, and limits do not apply.
   *
   * @param image of any kind, of at most {@link ImageDecoder#MOST_PIXELS} pixels
   * @param name what errors call it
   * @return the image
   */
  public static ImageInput of(BufferedImage image, String name) {
    return new ImageInput(name, limits -> Picture.of(image));
  }

  /**
   * A decoded file; limits do not apply.
   *
   * @param picture the file's content, neither turned nor converted yet
   * @param name what errors call it
   * @return the image
   */
  public static ImageInput of(Picture picture, String name) {
    return new ImageInput(name, limits -> picture);
  }

  /**
   * What errors call it.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * Decodes and preprocesses.
   *
   * @return {@code [3, S, S]}
   * @throws InvalidInputException if it is no image, beyond the limits, or too narrow to be resized
   * @throws IOException if reading fails
   */
  float[] pixels(Preprocessor preprocessor, ImageLimits limits) throws IOException {
    try {
      return preprocessor.apply(source.picture(limits));
    } catch (IllegalArgumentException e) { // too narrow, or too large in memory
      throw new InvalidInputException("%s: %s".formatted(name, e.getMessage()), e);
    }
  }
}
