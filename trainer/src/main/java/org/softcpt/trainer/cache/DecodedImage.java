package org.softcpt.trainer.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.softcpt.models.io.Sha256;
import org.softcpt.trainer.task.LabelledImage;

/**
 * An image as the encoder wants it, or why it cannot be had.
 *
 * @param sha256 digest of the file's bytes; empty if they could not be read
 * @param views {@code [views][3·S·S]}; empty if there is a problem
 * @param problem why the image is left out
 */
record DecodedImage(LabelledImage image, String sha256, float[][] views, Optional<String> problem) {

  private static final float[][] NO_VIEWS = {};

  /** Reads the file once: the bytes that are decoded are the bytes that are digested. */
  static DecodedImage read(Path root, LabelledImage image, ViewMaker maker, int views) {
    byte[] content;
    try {
      content = Files.readAllBytes(root.resolve(image.path()));
    } catch (IOException e) { // the class, because the message holds this machine's path
      String problem = "cannot be read: " + e.getClass().getSimpleName();
      return new DecodedImage(image, "", NO_VIEWS, Optional.of(problem));
    }
    String sha256 = Sha256.of(content);
    try {
      float[][] pixels = maker.views(content, sha256, image.path(), views);
      return new DecodedImage(image, sha256, pixels, Optional.empty());
    } catch (IOException e) {
      return new DecodedImage(image, sha256, NO_VIEWS, Optional.of(reason(e, image.path())));
    }
  }

  /** Without the path in front, which a skipped image has anyway. */
  private static String reason(IOException e, String path) {
    String message = String.valueOf(e.getMessage());
    String prefix = path + ": ";
    return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
  }

  SkippedImage skipped() {
    return new SkippedImage(image.path(), sha256, image.split(), problem.orElseThrow());
  }
}
