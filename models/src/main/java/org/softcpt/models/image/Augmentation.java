package org.softcpt.models.image;

import java.util.SplittableRandom;
import org.softcpt.models.io.Sha256;

/**
 * Random views of training images: a random resized crop (share of the area 0.08 to 1, ratio of
 * sides 3/4 to 4/3, antialiased bicubic) and, every other time, a horizontal flip.
 *
 * <p>The distribution is torchvision's RandomResizedCrop and RandomHorizontalFlip, the random
 * numbers are ours: a {@link SplittableRandom} started from a digest of seed, image and view. So a
 * view depends on nothing else: not on threads, on the order of images, or on the other views.
 */
public final class Augmentation {

  private final Preprocessing preprocessing;
  private final Standardisation standardisation;

  /**
   * Makes an augmentation.
   *
   * @param preprocessing gives the crop's side, mean and deviation; its resize length is not used
   */
  public Augmentation(Preprocessing preprocessing) {
    this.preprocessing = preprocessing;
    this.standardisation = new Standardisation(preprocessing);
  }

  /**
   * Makes one view. The same arguments always give the same view.
   *
   * @param picture a decoded file, of any size
   * @param seed the run's seed
   * @param imageSha256 digest of the image's file, 64 hexadecimal digits
   * @param view number of the view, from 1 (view 0 is the test-time crop)
   * @return a new array, {@code [3, S, S]}, S being the crop's side
   */
  public float[] view(Picture picture, long seed, String imageSha256, int view) {
    return standardisation.planes(crop(picture, seed, imageSha256, view));
  }

  /**
   * Makes one view without standardising it, for people to look at.
   *
   * @param picture a decoded file, of any size
   * @param seed the run's seed
   * @param imageSha256 digest of the image's file, 64 hexadecimal digits
   * @param view number of the view, from 1
   * @return a new image, S by S pixels
   */
  public RgbImage crop(Picture picture, long seed, String imageSha256, int view) {
    SplittableRandom random = new SplittableRandom(start(seed, imageSha256, view));
    Conventions conventions = preprocessing.conventions();
    Picture upright = picture.upright(conventions);
    Box source = new CropSampler(random).box(upright.width(), upright.height());
    Box target = Box.of(preprocessing.crop(), preprocessing.crop());
    RgbImage crop = PictureResize.rgb(upright, conventions, source, target, target);
    return random.nextDouble() < 0.5 ? mirrored(crop) : crop;
  }

  private static long start(long seed, String imageSha256, int view) {
    String digest = Sha256.of("%d %s %d".formatted(seed, imageSha256, view));
    return Long.parseUnsignedLong(digest.substring(0, 16), 16);
  }

  private static RgbImage mirrored(RgbImage image) {
    byte[] rgb = image.rgb();
    byte[] mirrored = new byte[rgb.length];
    int stride = 3 * image.width();
    for (int i = 0; i < rgb.length; i += 3) {
      int row = i / stride;
      int target = (2 * row + 1) * stride - 3 - i; // row's end, counted back
      System.arraycopy(rgb, i, mirrored, target, 3);
    }
    return new RgbImage(image.width(), image.height(), mirrored);
  }
}
