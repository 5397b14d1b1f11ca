package org.softcpt.models.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.models.image.Conventions.Colours;

/** Laws of turning and converting; no tolerances: all of it is integer arithmetic. */
class PictureTest {

  private static final Samples STORED = Picture.of(TestImages.noise(7, 5, 3, "noise")).samples();

  @ParameterizedTest // 6 and 8 undo each other, the others themselves
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void turningAndTurningBackChangesNothing(int code) {
    int back = List.of(0, 1, 2, 3, 4, 5, 8, 7, 6).get(code);
    Samples turned = new Turn(code).upright(STORED);
    Samples again = new Turn(back).upright(turned);
    assertEquals(STORED.width(), again.width());
    assertArrayEquals(STORED.values(), again.values());
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 9, 65535, 1L << 32 | 6})
  void unknownOrientationMeansUpright(long code) {
    assertEquals(Turn.NONE, Turn.of(code));
  }

  @ParameterizedTest // on opaque RGB all conventions agree
  @EnumSource(Colours.class)
  void orderDoesNotMatterToOpaqueColours(Colours colours) {
    RgbImage image = TestImages.noise(33, 21, 4, "waves");
    Preprocessing clip = Preprocessing.clip(16);
    Preprocessing other = clip.with(Conventions.DEFAULT.with(colours));
    assertArrayEquals(new Preprocessor(clip).apply(image), new Preprocessor(other).apply(image));
  }

  @Test
  void opaqueAlphaIsInvisible() {
    byte[] rgba = TestImages.noise(32, 10, 5, "noise").rgb().clone(); // 240 pixels of four bytes
    for (int i = 3; i < rgba.length; i += 4) {
      rgba[i] = (byte) 255;
    }
    Picture picture = new Picture(Picture.Kind.ALPHA, new Samples(24, 10, 4, rgba), Turn.NONE);
    Conventions usual = Conventions.DEFAULT;
    byte[] dropped = picture.rgb(usual).rgb();
    assertArrayEquals(dropped, picture.rgb(usual.with(Colours.RGB_FIRST_ON_WHITE)).rgb());
    Preprocessing first = Preprocessing.clip(9);
    Preprocessing last = first.with(usual.with(Colours.RESIZED_FIRST));
    assertArrayEquals(
        new Preprocessor(first).apply(picture), new Preprocessor(last).apply(picture));
  }

  @Test
  void rejectsSamplesOfAnotherKind() {
    Exception error =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Picture(Picture.Kind.CMYK, STORED, Turn.NONE));
    assertEquals("CMYK has 4 bands, found 3", error.getMessage());
  }
}
