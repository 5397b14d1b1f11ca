package org.softcpt.trainer.cache;

import java.io.IOException;
import org.softcpt.models.image.Augmentation;
import org.softcpt.models.image.ImageDecoder;
import org.softcpt.models.image.Picture;
import org.softcpt.models.image.Preprocessing;
import org.softcpt.models.image.Preprocessor;

/** Turns an image file into the encoder's inputs. Implementations are safe for concurrent use. */
@FunctionalInterface
interface ViewMaker {

  /**
   * Makes the views of one image.
   *
   * @param content the file's bytes
   * @param sha256 their digest, which seeds the augmentation
   * @param path what errors call the image
   * @param views how many, the test-time crop first
   * @return {@code [views][3·S·S]}
   * @throws IOException if it is not a whole image
   */
  float[][] views(byte[] content, String sha256, String path, int views) throws IOException;

  /** Test-time crop first, then augmented views. */
  static ViewMaker of(Preprocessing preprocessing, long seed) {
    Preprocessor crop = new Preprocessor(preprocessing);
    Augmentation augmentation = new Augmentation(preprocessing);
    return (content, sha256, path, views) -> {
      Picture picture = ImageDecoder.decode(content, path);
      float[][] pixels = new float[views][];
      pixels[0] = crop.apply(picture);
      for (int view = 1; view < views; view++) {
        pixels[view] = augmentation.view(picture, seed, sha256, view);
      }
      return pixels;
    };
  }
}
