package org.softcpt.server;

import java.time.Duration;
import org.softcpt.models.image.Conventions;
import org.softcpt.models.image.ImageDecoder;
import org.softcpt.models.image.ImageLimits;
import org.softcpt.models.image.Picture;
import org.softcpt.models.image.Preprocessing;
import org.softcpt.models.image.Preprocessor;
import org.softcpt.models.io.InvalidInputException;

/**
 * A fuzzer's way into the image path: decode within limits, then preprocess. Recipe in {@code
 * docs/benchmarks/2026-11-24-fuzzing.md}.
 */
public final class ImageFuzz {

  private static final ImageLimits LIMITS =
      new ImageLimits(1 << 18, Duration.ofMillis(500)); // small: executions are what counts
  private static final Preprocessing SMALL = Preprocessing.clip(16);

  private ImageFuzz() {}

  /**
   * The last byte chooses the conventions; whatever the others are, there is a picture or one line.
   */
  public static void fuzzerTestOneInput(byte[] input) {
    int choice = input.length == 0 ? 0 : input[input.length - 1] & 0xff;
    try {
      Picture picture = ImageDecoder.decode(input, "image", LIMITS);
      float[] pixels = new Preprocessor(SMALL.with(conventions(choice))).apply(picture);
      for (float pixel : pixels) {
        require(Math.abs(pixel) < 4, "a pixel of " + pixel);
      }
    } catch (InvalidInputException e) {
      require(e.getMessage().startsWith("image: "), e.getMessage());
      require(e.getMessage().lines().count() == 1, e.getMessage());
      require(!(e.getCause() instanceof OutOfMemoryError), "memory: " + e.getMessage());
    }
  }

  private static Conventions conventions(int choice) {
    Conventions.Colours[] colours = Conventions.Colours.values();
    Conventions.Orientation[] orientations = Conventions.Orientation.values();
    return Conventions.DEFAULT
        .with(colours[choice % colours.length])
        .with(orientations[choice / colours.length % orientations.length]);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new AssertionError(message);
    }
  }
}
