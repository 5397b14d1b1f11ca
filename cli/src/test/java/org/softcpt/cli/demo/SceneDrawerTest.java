package org.softcpt.cli.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SceneDrawerTest {

  @ParameterizedTest
  @EnumSource
  void theSameSeedDrawsTheSamePicture(DemoTask task) {
    assertArrayEquals(pixels(task, 0, 5), pixels(task, 0, 5));
  }

  @ParameterizedTest
  @EnumSource
  void anotherSeedDrawsAnotherPictureOfTheSameClass(DemoTask task) {
    assertFalse(Arrays.equals(pixels(task, 1, 5), pixels(task, 1, 6)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5})
  void rejectsImpossibleCounts(int count) {
    Scene scene = new SceneGenerator(new SplittableRandom(1)).next(Rendition.ORDINARY);
    assertThrows(IllegalArgumentException.class, () -> scene.withCount(count));
  }

  @Test
  void figuresNeverHaveTheirBackgroundsColour() {
    Scene scene = new SceneGenerator(new SplittableRandom(2)).next(Rendition.ORDINARY);
    Scene swapped = scene.withColour(scene.backdropColour());
    assertEquals(scene.colour(), swapped.backdropColour());
    assertEquals(scene, swapped.withColour(scene.colour()));
  }

  @Test
  void figuresOfALayoutDoNotOverlap() {
    SplittableRandom random = new SplittableRandom(3);
    for (int trial = 0; trial < 200; trial++) {
      Layout layout =
          Layout.of(new SceneGenerator(random).next(Rendition.ORDINARY), SceneDrawer.SIZE, random);
      layout.centres().stream()
          .flatMap(one -> layout.centres().stream().filter(o -> o != one).map(one::distance))
          .forEach(distance -> assertFalse(distance < 2 * layout.radius()));
    }
  }

  private static int[] pixels(DemoTask task, int value, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    BufferedImage image = new SceneDrawer(random).draw(task.scene(value, random));
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }
}
