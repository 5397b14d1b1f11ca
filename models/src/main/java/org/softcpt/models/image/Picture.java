package org.softcpt.models.image;

import java.awt.image.BufferedImage;

/**
 * An image file's content as it is stored: not yet RGB, not yet upright. Immutable.
 *
 * <p>{@link Preprocessor} and {@link Augmentation} take it from here, because the order of resizing
 * and conversion to RGB is a matter of {@link Conventions}.
 */
public final class Picture {

  /** What the samples stand for. */
  enum Kind {
    /** Red, green, blue; grey too, repeated. */
    RGB(3),
    /** Colours of a palette, or black and white of single bits: RGB and alpha, looked up. */
    INDEXED(4),
    /** RGB and alpha, where the file only says which colour is transparent. */
    KEYED(4),
    /** RGB and alpha, where every pixel has its own; grey with alpha too. */
    ALPHA(4),
    /** Ink: cyan, magenta, yellow, black. */
    CMYK(4),
    /** Grey of 16 bits, upper byte first. */
    GREY16(2);

    private final int bands;

    Kind(int bands) {
      this.bands = bands;
    }
  }

  private final Kind kind;
  private final Samples samples;
  private final Turn turn;

  /**
   * Wraps a file's samples.
   *
   * @param kind what they stand for
   * @param samples with as many bands as the kind has
   * @param turn what would make them upright
   */
  Picture(Kind kind, Samples samples, Turn turn) {
    if (samples.bands() != kind.bands) {
      throw new IllegalArgumentException(
          "%s has %d bands, found %d".formatted(kind, kind.bands, samples.bands()));
    }
    this.kind = kind;
    this.samples = samples;
    this.turn = turn;
  }

  /**
   * An image that is RGB and upright.
   *
   * @param image any image
   * @return the same as a picture
   */
  public static Picture of(RgbImage image) {
    Samples samples = new Samples(image.width(), image.height(), 3, image.rgb());
    return new Picture(Kind.RGB, samples, Turn.NONE);
  }

  /**
   * An image of the JDK's, upright; its samples are copied. Colour profiles are ignored, as in
   * files.
   *
   * @param image any image
   * @return the same as a picture
   * @throws IllegalArgumentException if it has more than {@link ImageDecoder#MOST_PIXELS} pixels
   */
  public static Picture of(BufferedImage image) {
    return BufferedPicture.of(image);
  }

  /**
   * Returns the number of columns.
   *
   * @return pixels, at least 1, as stored
   */
  public int width() {
    return samples.width();
  }

  /**
   * Returns the number of rows.
   *
   * @return pixels, at least 1, as stored
   */
  public int height() {
    return samples.height();
  }

  /**
   * Converts the picture in its own size.
   *
   * @param conventions how; if they say that resizing comes first, alpha is dropped, as then
   * @return the picture as people see it
   */
  public RgbImage rgb(Conventions conventions) {
    return RgbConversion.rgb(upright(conventions), conventions);
  }

  /** The picture, turned if the conventions say so. */
  Picture upright(Conventions conventions) {
    return conventions.orientation() == Conventions.Orientation.APPLIED
        ? new Picture(kind, turn.upright(samples), Turn.NONE)
        : this;
  }

  Kind kind() {
    return kind;
  }

  Samples samples() {
    return samples;
  }

  /** The same kind of picture with other samples, upright. */
  Picture with(Samples other) {
    return new Picture(kind, other, Turn.NONE);
  }
}
