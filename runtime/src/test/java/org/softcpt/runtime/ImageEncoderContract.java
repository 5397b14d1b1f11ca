package org.softcpt.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link ImageEncoder} promises; each implementation's test extends this. */
abstract class ImageEncoderContract {

  /** A new encoder; the test closes it. */
  abstract ImageEncoder encoder() throws IOException;

  /** How far the same image may differ between batches: rounding in another order. */
  abstract float tolerance();

  @ParameterizedTest // none, one, below, at and above the usual batch
  @ValueSource(ints = {0, 1, 7, 8, 9, 17})
  void batchingDoesNotShow(int batch) throws IOException {
    try (ImageEncoder encoder = encoder()) {
      float[] pixels = pixels(encoder, batch, 31 + batch);
      float[][] together = encoder.encode(pixels, batch);
      assertEquals(batch, together.length);
      for (int image = 0; image < batch; image++) {
        float[] alone = encoder.encode(image(encoder, pixels, image), 1)[0];
        assertEquals(encoder.width(), alone.length);
        assertArrayEquals(alone, together[image], tolerance());
      }
    }
  }

  @Test
  void leavesThePixelsAlone() throws IOException {
    try (ImageEncoder encoder = encoder()) {
      float[] pixels = pixels(encoder, 2, 1);
      float[] before = pixels.clone();
      encoder.encode(pixels, 2);
      assertArrayEquals(before, pixels);
    }
  }

  @Test
  void theResultIsTheCallers() throws IOException {
    try (ImageEncoder encoder = encoder()) {
      float[] pixels = pixels(encoder, 1, 2);
      float[] first = encoder.encode(pixels, 1)[0];
      float[] kept = first.clone();
      Arrays.fill(first, Float.NaN);
      assertArrayEquals(kept, encoder.encode(pixels, 1)[0]);
    }
  }

  @Test
  void refusesAnotherNumberOfPixels() throws IOException {
    try (ImageEncoder encoder = encoder()) {
      float[] pixels = pixels(encoder, 2, 3);
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> encoder.encode(pixels, 3));
      assertTrue(refused.getMessage().contains("found " + pixels.length), refused.getMessage());
      assertThrows(IllegalArgumentException.class, () -> encoder.encode(pixels, -2));
    }
  }

  @Test
  void mayBeClosedTwiceButNotUsedAfterwards() throws IOException {
    ImageEncoder encoder = encoder();
    float[] pixels = pixels(encoder, 1, 4);
    encoder.close();
    encoder.close();
    assertThrows(IllegalStateException.class, () -> encoder.encode(pixels, 1));
  }

  /** Standardised pixels lie within about ±2. */
  static float[] pixels(ImageEncoder encoder, int batch, long seed) {
    Random random = new Random(seed);
    float[] pixels = new float[batch * 3 * encoder.side() * encoder.side()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat() * 4 - 2;
    }
    return pixels;
  }

  private static float[] image(ImageEncoder encoder, float[] pixels, int image) {
    int size = 3 * encoder.side() * encoder.side();
    return Arrays.copyOfRange(pixels, image * size, (image + 1) * size);
  }
}
