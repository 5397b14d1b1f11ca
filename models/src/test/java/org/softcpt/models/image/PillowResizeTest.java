package org.softcpt.models.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws of resizing; no tolerances: all of it is integer arithmetic. */
class PillowResizeTest {

  @Test
  void sameSizeChangesNothing() {
    RgbImage image = TestImages.noise(13, 7, 1, "noise");
    assertArrayEquals(image.rgb(), TestImages.resize(image, 13, 7).rgb());
  }

  @ParameterizedTest // weights add up to one: a flat picture stays flat, at both ends of the range
  @ValueSource(ints = {0, 1, 127, 254, 255})
  void flatPictureStaysFlat(int value) {
    byte[] rgb = new byte[3 * 17 * 40];
    Arrays.fill(rgb, (byte) value);
    byte[] resized = TestImages.resize(new RgbImage(17, 40, rgb), 31, 9).rgb();
    byte[] expected = new byte[3 * 31 * 9];
    Arrays.fill(expected, (byte) value);
    assertArrayEquals(expected, resized);
  }

  @ParameterizedTest // target, window; shrinking, growing, columns first
  @CsvSource({
    "20, 30, 3, 4, 5, 6",
    "101, 57, 0, 0, 101, 1",
    "101, 57, 100, 56, 1, 1",
    "52, 9, 20, 3, 7, 4"
  })
  void windowIsThatPartOfTheWhole(int w, int h, int left, int top, int width, int height) {
    RgbImage image = TestImages.noise(53, 47, 7, "noise");
    RgbImage whole = TestImages.resize(image, w, h);
    Box window = new Box(left, top, width, height);
    RgbImage part = TestImages.resize(image, Box.of(53, 47), Box.of(w, h), window);
    assertArrayEquals(cut(whole, window).rgb(), part.rgb());
  }

  @Test
  void pixelsOutsideTheSourceBoxHaveNoInfluence() {
    RgbImage image = TestImages.noise(53, 47, 8, "steps");
    Box box = new Box(11, 5, 29, 31);
    Box target = Box.of(16, 48);
    RgbImage cutFirst = TestImages.resize(cut(image, box), 16, 48);
    assertArrayEquals(cutFirst.rgb(), TestImages.resize(image, box, target, target).rgb());
  }

  @Test
  void rejectsBoxOutsideOfTheImage() {
    RgbImage image = TestImages.noise(5, 4, 1, "noise");
    Box target = Box.of(3, 3);
    Exception error =
        assertThrows(
            IllegalArgumentException.class,
            () -> TestImages.resize(image, new Box(1, 0, 5, 4), target, target));
    assertEquals(
        "source Box[left=1, top=0, width=5, height=4] outside of 5 x 4 pixels", error.getMessage());
  }

  static RgbImage cut(RgbImage image, Box box) {
    byte[] rgb = new byte[3 * box.width() * box.height()];
    for (int row = 0; row < box.height(); row++) {
      int from = 3 * ((box.top() + row) * image.width() + box.left());
      System.arraycopy(image.rgb(), from, rgb, 3 * row * box.width(), 3 * box.width());
    }
    return new RgbImage(box.width(), box.height(), rgb);
  }
}
