package org.softcpt.models.image;

import java.util.Arrays;
import java.util.List;
import org.softcpt.models.io.Sha256;

/**
 * What happens to an image before the encoder sees it: the short side resized by antialiased
 * bicubic interpolation, the centre cut out, values divided by 255 and standardised per channel.
 *
 * <p>As JSON it is an object with these components as keys.
 *
 * @param resize length of the short side after resizing, pixels
 * @param crop side S of the square cut from the centre, pixels, at most {@code resize}
 * @param mean what is subtracted from red, green and blue in 0..1
 * @param std what the differences are divided by; above zero
 * @param conventions what is done where CLIP's implementations differ from each other
 */
public record Preprocessing(
    int resize, int crop, List<Double> mean, List<Double> std, Conventions conventions) {

  /** The largest side we accept, pixels: an absurd file must not ask for gigabytes. */
  public static final int LARGEST_SIDE = 4096;

  private static final List<Double> CLIP_MEAN = List.of(0.48145466, 0.4578275, 0.40821073);
  private static final List<Double> CLIP_STD = List.of(0.26862954, 0.26130258, 0.27577711);

  /**
   * Checks the sizes and that mean and deviation have three usable values.
   *
   * @throws IllegalArgumentException if one does not; the message gives what was found
   */
  public Preprocessing {
    require(1 <= crop && crop <= resize && resize <= LARGEST_SIDE, "crop and resize", resize, crop);
    require(isTriple(mean), "mean: three finite numbers", mean);
    require(isTriple(std) && std.stream().allMatch(v -> v > 0), "std: three above zero", std);
    require(conventions != null, "conventions", "none"); // when JSON leaves them out
    mean = List.copyOf(mean);
    std = List.copyOf(std);
  }

  /**
   * A preprocessing by the default conventions.
   *
   * @param resize length of the short side after resizing, pixels
   * @param crop side of the square cut from the centre, pixels
   * @param mean what is subtracted from red, green and blue in 0..1
   * @param std what the differences are divided by
   */
  public Preprocessing(int resize, int crop, List<Double> mean, List<Double> std) {
    this(resize, crop, mean, std, Conventions.DEFAULT);
  }

  /**
   * CLIP's own preprocessing, with its mean and deviation.
   *
   * @param size resize and crop length, pixels, e.g. 224
   * @return the preprocessing of OpenAI's and OpenCLIP's models of this input size
   * @throws IllegalArgumentException if the size is not in 1..{@value #LARGEST_SIDE}
   */
  public static Preprocessing clip(int size) {
    return new Preprocessing(size, size, CLIP_MEAN, CLIP_STD);
  }

  /**
   * The same by other conventions.
   *
   * @param other what is done where CLIP's implementations differ
   * @return the changed preprocessing
   */
  public Preprocessing with(Conventions other) {
    return new Preprocessing(resize, crop, mean, std, other);
  }

  /**
   * One line that two preprocessings share exactly when they do the same.
   *
   * @return e.g. {@code resize 224 bicubic; crop 224; mean 0.48 0.45 0.4; std 0.26 0.26 0.27}, and
   *     the conventions if they are not {@link Conventions#DEFAULT}
   */
  public String canonical() {
    return "resize %d bicubic; crop %d; mean %s; std %s%s"
        .formatted(resize, crop, joined(mean), joined(std), conventions.canonical());
  }

  /**
   * Digest of {@link #canonical()}: what a feature cache names its preprocessing by.
   *
   * @return 64 hexadecimal digits
   */
  public String sha256() {
    return Sha256.of(canonical());
  }

  private static boolean isTriple(List<Double> values) { // null when JSON leaves it out
    return values != null
        && values.size() == 3
        && values.stream().allMatch(value -> value != null && Double.isFinite(value));
  }

  private static String joined(List<Double> values) {
    return "%s %s %s".formatted(values.toArray());
  }

  private static void require(boolean condition, String expected, Object... found) {
    if (!condition) {
      throw new IllegalArgumentException(
          "preprocessing: expected %s, found %s".formatted(expected, Arrays.asList(found)));
    }
  }
}
