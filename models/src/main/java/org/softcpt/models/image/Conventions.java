package org.softcpt.models.image;

/**
 * Where CLIP's implementations treat the same file differently: what a model was trained with
 * decides. On opaque 8-bit RGB and grey without EXIF all of these mean the same.
 *
 * <p>As JSON it is an object with these three components as keys.
 *
 * @param colours when and how other colours become RGB
 * @param orientation what happens to EXIF's orientation
 * @param grey how 16 bits of grey become 8
 */
public record Conventions(Colours colours, Orientation orientation, Grey grey) {

  /** When and how palettes, alpha, CMYK, single bits and 16-bit grey become RGB. */
  public enum Colours {
    /** Before resizing; alpha is dropped. Hugging Face's processor up to transformers 4. */
    RGB_FIRST,
    /**
     * Before resizing; what is transparent lets a white ground through. Hugging Face's processor in
     * transformers 5.
     */
    RGB_FIRST_ON_WHITE,
    /**
     * After resizing, which therefore works as Pillow does on the file's own pixels: palettes and
     * single bits by the nearest neighbour, colours weighted by alpha, ink by ink. OpenAI's
     * transform and open_clip's.
     */
    RESIZED_FIRST
  }

  /** What happens to the orientation that EXIF data ask for. */
  public enum Orientation {
    /** Pixels are taken as they are stored: what every reference implementation of CLIP does. */
    IGNORED,
    /** The picture is turned upright first, as Pillow's {@code ImageOps.exif_transpose} does. */
    APPLIED
  }

  /** How grey of 16 bits becomes grey of 8. */
  public enum Grey {
    /** By its upper byte, so that the picture stays the same. */
    SCALED,
    /**
     * By clipping at 255, as Pillow 13 and so every reference does: all but the darkest 256 of
     * 65,536 levels are white.
     */
    CLIPPED
  }

  /** RGB first, EXIF ignored, 16 bits scaled. */
  public static final Conventions DEFAULT =
      new Conventions(Colours.RGB_FIRST, Orientation.IGNORED, Grey.SCALED);

  /**
   * Checks that nothing is missing.
   *
   * @throws IllegalArgumentException if so
   */
  public Conventions {
    if (colours == null || orientation == null || grey == null) { // when JSON leaves one out
      throw new IllegalArgumentException(
          "conventions: expected colours, orientation and grey, found %s, %s, %s"
              .formatted(colours, orientation, grey));
    }
  }

  /**
   * The same with other colours.
   *
   * @param other when and how other colours become RGB
   * @return the changed conventions
   */
  public Conventions with(Colours other) {
    return new Conventions(other, orientation, grey);
  }

  /**
   * The same with EXIF's orientation treated otherwise.
   *
   * @param other what happens to it
   * @return the changed conventions
   */
  public Conventions with(Orientation other) {
    return new Conventions(colours, other, grey);
  }

  /** One line, empty for the default, so that it leaves older digests as they were. */
  String canonical() {
    return equals(DEFAULT)
        ? ""
        : "; colours %s; orientation %s; grey %s".formatted(colours, orientation, grey);
  }
}
