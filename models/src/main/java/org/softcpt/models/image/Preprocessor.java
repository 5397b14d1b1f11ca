package org.softcpt.models.image;

/**
 * Applies a {@link Preprocessing}: image in, encoder input out, bit for bit what OpenAI's transform
 * (torchvision's Resize, CenterCrop, ToTensor and Normalize on a Pillow image) makes of the same
 * pixels; {@link Conventions} say when they become RGB.
 *
 * <p>Hugging Face's processor differs from it: it starts the crop at {@code floor(excess / 2)},
 * where torchvision rounds half to even (an excess of 3 starts at 1 there, at 2 here); and its
 * default back end resizes with torch's own antialiased bicubic, which on photographs differs from
 * Pillow's at every seventh value, by up to 3 of 255 (torchvision 0.29.2, Pillow 13.0.0).
 */
public final class Preprocessor {

  private final Preprocessing preprocessing;
  private final Standardisation standardisation;

  /**
   * Makes a preprocessor.
   *
   * @param preprocessing what to do
   */
  public Preprocessor(Preprocessing preprocessing) {
    this.preprocessing = preprocessing;
    this.standardisation = new Standardisation(preprocessing);
  }

  /**
   * Turns, resizes, crops, converts and standardises as the preprocessing says.
   *
   * @param picture a decoded file, of any size
   * @return a new array, {@code [3, S, S]}, S being the crop's side; dimensionless, about -2 to 2
   * @throws IllegalArgumentException if it is so narrow that its long side, resized, exceeds an int
   */
  public float[] apply(Picture picture) {
    return standardisation.planes(crop(picture));
  }

  /**
   * Resizes, crops and standardises an image that is RGB and upright.
   *
   * @param image the image, of any size; not changed
   * @return a new array, {@code [3, S, S]}, S being the crop's side; dimensionless, about -2 to 2
   * @throws IllegalArgumentException if it is so narrow that its long side, resized, exceeds an int
   */
  public float[] apply(RgbImage image) {
    return apply(Picture.of(image));
  }

  /**
   * Everything but standardising: what the encoder sees, for people to look at.
   *
   * @param picture a decoded file, of any size
   * @return a new image, S by S pixels
   */
  public RgbImage crop(Picture picture) {
    Picture upright = picture.upright(preprocessing.conventions());
    Box source = Box.of(upright.width(), upright.height());
    Box target = target(upright.width(), upright.height());
    int side = preprocessing.crop();
    Box window = new Box(centred(target.width(), side), centred(target.height(), side), side, side);
    return PictureResize.rgb(upright, preprocessing.conventions(), source, target, window);
  }

  private Box target(int width, int height) {
    int resize = preprocessing.resize();
    return width <= height
        ? Box.of(resize, longSide(resize, height, width))
        : Box.of(longSide(resize, width, height), resize);
  }

  private static int longSide(int resize, int longer, int shorter) {
    long side = (long) ((double) ((long) resize * longer) / shorter); // rounds down
    if (side > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "too narrow to be resized: %d x %d pixels".formatted(shorter, longer));
    }
    return (int) side;
  }

  /** Where the crop starts: half the excess, a half rounded to even, as Python's round does. */
  private static int centred(int size, int crop) {
    return (int) Math.rint((size - crop) / 2.0);
  }
}
