package org.softcpt.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MixedImagesTest {

  @TempDir Path folder;

  @Test
  void makesTheSameImagesOfMixedSizesAgain() throws IOException {
    Path pictures = Files.createDirectories(folder.resolve("pictures"));
    for (int number = 0; number < 12; number++) {
      BufferedImage image = new BufferedImage(30 + number, 20, BufferedImage.TYPE_INT_RGB);
      image.setRGB(number, 3, 0xffffff);
      ImageIO.write(image, "png", pictures.resolve(number + ".png").toFile());
    }
    List<Path> first = make("first");
    List<Path> second = make("second");
    TreeSet<Integer> sizes = new TreeSet<>();
    for (int number = 0; number < first.size(); number++) {
      assertEquals(-1, Files.mismatch(first.get(number), second.get(number)));
      sizes.add(ImageIO.read(first.get(number).toFile()).getWidth());
    }
    assertEquals(10, first.size());
    assertEquals(new TreeSet<>(List.of(8, 33, 70)), sizes);
  }

  private List<Path> make(String name) throws IOException {
    Path out = folder.resolve(name);
    MixedImages.main(
        new String[] {folder.resolve("pictures").toString(), out.toString(), "10", "8,33,70", "7"});
    return TestImages.files(out);
  }
}
