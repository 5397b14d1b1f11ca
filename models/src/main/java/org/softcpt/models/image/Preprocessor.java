package org.softcpt.models.image;

/** Applies a {@link Preprocessing}: image in, encoder input out. */
public final class Preprocessor {

  private final Preprocessing preprocessing;

  /**
   * Makes a preprocessor.
   *
   * @param preprocessing what to do
   */
  public Preprocessor(Preprocessing preprocessing) {
    this.preprocessing = preprocessing;
  }

  /**
   * Resizes, crops and standardises.
   *
   * @param image the image; not changed
   * @return a new array, {@code [3, S, S]}, S being the crop's side
   */
  public float[] apply(RgbImage image) {
    throw new UnsupportedOperationException("being written: " + preprocessing.canonical());
  }
}
