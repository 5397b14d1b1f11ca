package org.softcpt.models.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AugmentationTest {

  private static final String DIGEST = "ab".repeat(32);
  private static final Picture PICTURE = Picture.of(TestImages.noise(61, 47, 5, "waves"));

  private final Augmentation augmentation = new Augmentation(Preprocessing.clip(24));

  @Test
  void viewsDoNotDependOnThreadOrOrder() {
    List<float[]> alone =
        IntStream.rangeClosed(1, 40)
            .mapToObj(view -> augmentation.view(PICTURE, 3, DIGEST, view))
            .toList();
    IntStream.rangeClosed(1, 40)
        .parallel()
        .forEach(
            view ->
                assertArrayEquals(
                    alone.get(view - 1),
                    augmentation.view(PICTURE, 3, DIGEST, view),
                    "view " + view));
  }

  @Test
  void seedImageAndViewEachChangeTheView() {
    long different =
        List.of(
                augmentation.crop(PICTURE, 3, DIGEST, 1),
                augmentation.crop(PICTURE, 4, DIGEST, 1),
                augmentation.crop(PICTURE, 3, "cd".repeat(32), 1),
                augmentation.crop(PICTURE, 3, DIGEST, 2))
            .stream()
            .map(TestImages::sha256)
            .distinct()
            .count();
    assertEquals(4, different);
  }

  @Test // stored caches are extended with new views: the old ones must stay what they are
  void viewIsTheOneOfEarlierVersions() {
    assertEquals(
        "12a3e3482282ab039588c8386239e89beb5a1b700eb41618985e2e48ffe6be0f",
        TestImages.sha256(augmentation.crop(PICTURE, 3, DIGEST, 1)));
  }

  @Test
  void halfOfTheViewsAreMirrored() {
    // A picture that grows brighter to the right shows which way round a view is.
    RgbImage ramp = ramp(64, 64);
    long mirrored =
        IntStream.rangeClosed(1, 1000)
            .mapToObj(view -> augmentation.crop(Picture.of(ramp), 1, DIGEST, view).rgb())
            .filter(rgb -> (rgb[0] & 0xff) > (rgb[3 * 23] & 0xff))
            .count();
    // Binomial with deviation 16: four of them.
    assertTrue(Math.abs(mirrored - 500) < 64, mirrored + " of 1000");
  }

  @ParameterizedTest
  @CsvSource({"61, 47", "1, 1", "1, 1000", "1000, 1", "3, 500", "500, 375", "8191, 8191"})
  void boxesLieInTheImageWithShareAndRatioInRange(int width, int height) {
    for (int seed = 0; seed < 500; seed++) {
      Box box = new CropSampler(new SplittableRandom(seed)).box(width, height);
      box.requireInside("box", width, height);
      double ratio = (double) box.width() / box.height();
      // Sides are rounded: half a pixel each way.
      assertTrue(ratio > 0.75 * (1 - 1.2 / Math.min(box.width(), box.height())), box::toString);
      assertTrue(ratio < (1 + 1.2 / Math.min(box.width(), box.height())) / 0.75, box::toString);
    }
  }

  @Test // torchvision 0.29.2: mean share 0.4338 over 100,000 boxes, standard error 0.0007
  void sharesAreDistributedAsTorchvisions() {
    double mean =
        IntStream.range(0, 20_000)
            .mapToObj(seed -> new CropSampler(new SplittableRandom(seed)).box(500, 375))
            .mapToDouble(box -> (double) box.width() * box.height() / (500 * 375))
            .average()
            .orElseThrow();
    // Our standard error is 0.0015: four of the two together.
    assertEquals(0.4338, mean, 0.007);
  }

  @ParameterizedTest // no box fits: the largest centred one
  @CsvSource({"9, 900, 0, 444, 9, 12", "900, 9, 444, 0, 12, 9"})
  void extremeImagesFallBackToTheCentre(
      int width, int height, int left, int top, int boxWidth, int boxHeight) {
    Box box = new CropSampler(new SplittableRandom(1)).box(width, height);
    assertEquals(new Box(left, top, boxWidth, boxHeight), box);
  }

  private static RgbImage ramp(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i / 3 % width * 4);
    }
    return new RgbImage(width, height, rgb);
  }
}
