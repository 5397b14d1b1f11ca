package org.softcpt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.softcpt.models.folder.HeadKind;

/**
 * Images in sub-folders, one of them bad, and two bundles to ask about them.
 *
 * @param bundle answers
 * @param other answers otherwise
 * @param images the folder
 */
record PredictedFolder(Path bundle, Path other, Path images) {

  static final int IMAGES = 61; // no multiple of the batch
  static final int TASKS = FusedBundles.TASKS.size();
  static final String BAD = "b, \"bad\".png";

  static PredictedFolder make(Path root) throws IOException {
    FusedBundles bundles = FusedBundles.export(root);
    Path images = root.resolve("images");
    Random random = new Random(3);
    for (int i = 0; i < IMAGES - 1; i++) {
      Path file = images.resolve("%c/%03d.png".formatted('a' + i % 4, i));
      Files.createDirectories(file.getParent());
      BufferedImage image = new BufferedImage(20 + i, 90 - i, BufferedImage.TYPE_INT_RGB);
      for (int pixel = 0; pixel < 400; pixel++) {
        image.setRGB(random.nextInt(20), random.nextInt(20), random.nextInt());
      }
      ImageIO.write(image, "png", file.toFile());
    }
    Files.writeString(images.resolve("b").resolve(BAD), "no image");
    return new PredictedFolder(
        bundles.bundle(root.resolve("cosine"), HeadKind.COSINE),
        bundles.bundle(root.resolve("linear"), HeadKind.LINEAR),
        images);
  }

  CommandRun predict(Path target, Object... more) {
    List<Object> words = new ArrayList<>(List.of("predict", "--bundle", bundle, "--out", target));
    words.addAll(List.of(more));
    words.add(images);
    return CommandRun.of(words.toArray());
  }

  void refuses(String message, Path target, Object... options) {
    List<Object> words = new ArrayList<>(List.of("predict", "--out", target));
    words.addAll(List.of(options));
    words.add(images);
    CommandRun run = CommandRun.of(words.toArray());
    assertEquals(ExitCode.USERS, run.code(), run.err());
    assertTrue(run.err().contains(message), run.err());
  }
}
