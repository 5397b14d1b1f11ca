package org.softcpt.cli.demo;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.softcpt.models.image.RgbImage;

/** Pictures to try a model on where the user names none. The same ones every time. */
public final class SamplePictures {

  private static final long SEED = 1;
  private static final int COUNT = 32;

  private SamplePictures() {}

  /**
   * Draws them.
   *
   * @return 32 pictures of 64 pixels square
   */
  public static List<RgbImage> drawn() {
    SplittableRandom random = new SplittableRandom(SEED);
    return IntStream.range(0, COUNT).mapToObj(index -> picture(random.split())).toList();
  }

  private static RgbImage picture(SplittableRandom random) {
    Scene scene = new SceneGenerator(random).next(Rendition.ORDINARY);
    BufferedImage image = new SceneDrawer(random).draw(scene);
    int side = SceneDrawer.SIZE;
    byte[] rgb = new byte[3 * side * side];
    int[] pixels = image.getRGB(0, 0, side, side, null, 0, side);
    for (int i = 0; i < pixels.length; i++) {
      rgb[3 * i] = (byte) (pixels[i] >> 16);
      rgb[3 * i + 1] = (byte) (pixels[i] >> 8);
      rgb[3 * i + 2] = (byte) pixels[i];
    }
    return new RgbImage(side, side, rgb);
  }
}
