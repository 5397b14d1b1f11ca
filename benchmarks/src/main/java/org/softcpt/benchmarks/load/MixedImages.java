package org.softcpt.benchmarks.load;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.softcpt.models.image.ImageDecoder;
import org.softcpt.models.io.AtomicFile;
import org.softcpt.models.io.InvalidInputException;

/**
 * Makes test images of mixed sizes and formats from a folder of pictures, each from another one.
 * Arguments: the folder (searched to any depth), the folder to write, how many, the lengths of the
 * longer side separated by commas, the seed.
 */
public final class MixedImages {

  private MixedImages() {}

  /**
   * Writes the images, in turn as JPEG and PNG.
   *
   * @param arguments pictures, out, count, sizes, seed
   * @throws IOException if reading or writing fails
   */
  public static void main(String[] arguments) throws IOException {
    Path out = Path.of(arguments[1]);
    int count = Integer.parseInt(arguments[2]);
    int[] sizes = Arrays.stream(arguments[3].split(",")).mapToInt(Integer::parseInt).toArray();
    SplittableRandom random = new SplittableRandom(Long.parseLong(arguments[4]));
    List<Path> pictures = pictures(Path.of(arguments[0]), count);
    Files.createDirectories(out);
    for (int number = 0; number < count; number++) {
      int first = Math.toIntExact((long) number * pictures.size() / count);
      int next = Math.toIntExact((number + 1L) * pictures.size() / count);
      Path picture = pictures.get(random.nextInt(first, next));
      int size = sizes[number / 2 % sizes.length]; // each size in both formats
      String format = number % 2 == 0 ? "jpg" : "png";
      String name = "%04d-%d.%s".formatted(number, size, format);
      byte[] content = encoded(scaled(picture, size), format);
      AtomicFile.write(out.resolve(name), file -> Files.write(file, content));
    }
  }

  private static List<Path> pictures(Path folder, int count) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> pictures =
          files.filter(file -> file.toString().matches(".*\\.(png|jpe?g)")).sorted().toList();
      if (pictures.size() < count) {
        throw new InvalidInputException(
            "%s: expected %d pictures, found %d".formatted(folder, count, pictures.size()));
      }
      return pictures;
    }
  }

  private static BufferedImage scaled(Path picture, int size) throws IOException {
    ImageDecoder.decode(picture); // refuses what the server would refuse, and names it
    BufferedImage image = ImageIO.read(picture.toFile());
    double scale = (double) size / Math.max(image.getWidth(), image.getHeight());
    int width = (int) Math.max(1, Math.round(scale * image.getWidth()));
    int height = (int) Math.max(1, Math.round(scale * image.getHeight()));
    BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = scaled.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(image, 0, 0, width, height, null);
    graphics.dispose();
    return scaled;
  }

  private static byte[] encoded(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    ImageIO.write(image, format, content);
    return content.toByteArray();
  }
}
