package org.softcpt.models.config;

import static org.softcpt.models.config.Checks.divides;
import static org.softcpt.models.config.Checks.positive;

import java.util.List;

/**
 * The sizes of CLIP's residual network: a stem of three convolutions, four stages of bottleneck
 * blocks whose strides are average-pooled, and attention pooling in place of the mean.
 *
 * @param imageSize side of the square input, pixels; a multiple of {@value #REDUCTION}
 * @param width channels w of the stem; stage i's blocks end in 4·w·2^i
 * @param stages number of blocks of each of the four stages
 * @param heads attention heads of the pooling; divide 32·w
 * @see <a href="https://arxiv.org/abs/2103.00020">Radford et al. 2021, CLIP, section 2.4</a>
 */
public record ModifiedResNet(int imageSize, int width, List<Integer> stages, int heads)
    implements VisionConfig {

  /** Pixels along a side for one place of the last grid. */
  public static final int REDUCTION = 32;

  /** A bottleneck block's outputs for one of its inner channels. */
  private static final int EXPANSION = 4;

  private static final int STAGES = 4;

  /**
   * Checks the sizes and copies the stages.
   *
   * @throws IllegalArgumentException if a size is not positive, there are not four stages, or one
   *     size does not divide the other
   */
  public ModifiedResNet {
    positive("image size", imageSize);
    positive("stem width", width);
    positive("pooling heads", heads);
    stages = List.copyOf(stages);
    if (stages.size() != STAGES) {
      throw new IllegalArgumentException("expected four stages, found " + stages);
    }
    stages.forEach(blocks -> positive("blocks of a stage", blocks));
    divides("halves of the stem:", 2, "stem width", width);
    divides("reduction", REDUCTION, "image size", imageSize);
    divides("pooling heads", heads, "pooled width", Math.multiplyExact(width, REDUCTION));
  }

  /**
   * Width of the last grid's places, which the pooling attends over.
   *
   * @return 32·w
   */
  public int pooledWidth() {
    return width * REDUCTION;
  }

  /**
   * Channels between a stage's 1 × 1 convolutions.
   *
   * @param stage from 0
   * @return w·2^stage
   */
  public int inner(int stage) {
    return width << stage;
  }

  /**
   * Channels that a stage's blocks end in.
   *
   * @param stage from 0
   * @return 4·w·2^stage
   */
  public int outputs(int stage) {
    return inner(stage) * EXPANSION;
  }

  /**
   * Channels that a block starts from.
   *
   * @param stage from 0
   * @param block of the stage, from 0
   * @return those of the stem, the stage before, or the same stage
   */
  public int inputs(int stage, int block) {
    if (block > 0) {
      return outputs(stage);
    }
    return stage == 0 ? width : outputs(stage - 1);
  }

  @Override
  public int tokens() {
    int side = imageSize / REDUCTION;
    return 1 + Math.multiplyExact(side, side);
  }
}
