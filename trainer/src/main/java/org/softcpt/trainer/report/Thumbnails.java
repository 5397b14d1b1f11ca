package org.softcpt.trainer.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.softcpt.models.image.ImageDecoder;
import org.softcpt.models.image.Preprocessing;
import org.softcpt.models.image.Preprocessor;
import org.softcpt.models.image.RgbImage;

/**
 * Small pictures for a page: the middle square of an image, as the model sees it, as a JPEG in a
 * data URI.
 *
 * @param root the folder that the images' paths start from
 */
record Thumbnails(Path root) {

  /** Pixels; twice what the page shows, for sharp screens. */
  static final int SIDE = 144;

  private static final float QUALITY = 0.8f;
  private static final Preprocessor SMALL = new Preprocessor(Preprocessing.clip(SIDE));

  /**
   * Makes a picture.
   *
   * @param path relative to the root, with forward slashes; one that leads out of it is refused
   * @return a data URI, or empty if there is no such image or it cannot be read
   */
  Optional<String> of(String path) {
    try {
      Path folder = root.toAbsolutePath().normalize();
      Path file = folder.resolve(path).normalize();
      if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
        return Optional.empty();
      }
      return Optional.of(uri(SMALL.crop(ImageDecoder.decode(file))));
    } catch (IOException | InvalidPathException e) { // the page says that it could not be read
      return Optional.empty();
    }
  }

  private static String uri(RgbImage image) throws IOException {
    return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg(buffered(image)));
  }

  private static BufferedImage buffered(RgbImage image) {
    BufferedImage buffered =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    byte[] rgb = image.rgb();
    for (int i = 0; i < rgb.length / 3; i++) {
      int pixel = (rgb[3 * i] & 255) << 16 | (rgb[3 * i + 1] & 255) << 8 | rgb[3 * i + 2] & 255;
      buffered.setRGB(i % image.width(), i / image.width(), pixel);
    }
    return buffered;
  }

  private static byte[] jpeg(BufferedImage image) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(QUALITY);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
