package org.softcpt.models.image;

/** Random views of training images: random resized crop and horizontal flip, seeded. */
public final class Augmentation {

  private final Preprocessing preprocessing;

  /**
   * Makes an augmentation.
   *
   * @param preprocessing gives the crop's side, mean and deviation
   */
  public Augmentation(Preprocessing preprocessing) {
    this.preprocessing = preprocessing;
  }

  /**
   * Makes one view. The same arguments always give the same view, whichever thread asks.
   *
   * @param image the image; not changed
   * @param seed the run's seed
   * @param imageSha256 digest of the image's file, 64 hexadecimal digits
   * @param view number of the view, from 1 (view 0 is the test-time crop)
   * @return a new array, {@code [3, S, S]}
   */
  public float[] view(RgbImage image, long seed, String imageSha256, int view) {
    throw new UnsupportedOperationException("being written: " + preprocessing.canonical());
  }
}
