package org.softcpt.models.config;

import static org.softcpt.models.config.Checks.divides;
import static org.softcpt.models.config.Checks.positive;

/**
 * A vision transformer's sizes.
 *
 * @param imageSize side of the square input, pixels; a multiple of the patch size
 * @param patchSize side of a patch, pixels
 * @param width of a token
 * @param layers number of blocks
 * @param heads attention heads; divide the width
 * @param mlpWidth width between the two maps of a block's MLP
 * @param activation between them
 * @param layerNormEpsilon added to the variance
 */
public record VisionTransformer(
    int imageSize,
    int patchSize,
    int width,
    int layers,
    int heads,
    int mlpWidth,
    Activation activation,
    double layerNormEpsilon)
    implements VisionConfig {

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if a size is not positive, or one does not divide the other
   */
  public VisionTransformer {
    positive("image size", imageSize);
    positive("patch size", patchSize);
    positive("vision width", width);
    positive("vision layers", layers);
    positive("vision heads", heads);
    positive("vision MLP width", mlpWidth);
    positive("vision LayerNorm epsilon", layerNormEpsilon);
    divides("patch size", patchSize, "image size", imageSize);
    divides("vision heads", heads, "vision width", width);
  }

  /**
   * Patches of an image.
   *
   * @return (image size / patch size)²
   */
  public int patches() {
    int side = imageSize / patchSize;
    return Math.multiplyExact(side, side);
  }

  @Override
  public int tokens() {
    return 1 + patches();
  }
}
