package org.softcpt.models.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * CPU time from a JPEG file's bytes to the encoder's input, so that other programs on the machine
 * count little: a 500 x 375 picture whose file is as large as a photograph's.
 *
 * <p>Run: {@code mvn -q -pl models test-compile}, then {@code java -cp
 * models/target/classes:models/target/test-classes:JACKSON_JARS
 * org.softcpt.models.image.PreprocessingBenchmark}. Not a test: it checks nothing.
 */
final class PreprocessingBenchmark {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int WARM_UP = 300;
  private static final int ROUNDS = 500;

  private PreprocessingBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    byte[] content = jpeg();
    System.out.printf(Locale.ROOT, "500 x 375 JPEG of %d bytes%n", content.length);
    Preprocessor preprocessor = new Preprocessor(Preprocessing.clip(224));
    Augmentation augmentation = new Augmentation(Preprocessing.clip(224));
    RgbImage image = ImageDecoder.decode(content, "benchmark");
    String digest = "00".repeat(32);
    report("decode", () -> ImageDecoder.decode(content, "benchmark"));
    report("preprocess", () -> preprocessor.apply(image));
    report("augment", () -> augmentation.view(image, 1, digest, 1));
    report(
        "decode and preprocess",
        () -> preprocessor.apply(ImageDecoder.decode(content, "benchmark")));
  }

  /** What is timed. */
  @FunctionalInterface
  private interface Work {
    Object run() throws IOException;
  }

  private static void report(String name, Work work) throws IOException {
    double[] millis = new double[ROUNDS];
    int used = 0; // keeps the work from being optimised away
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      long start = THREADS.getCurrentThreadCpuTime();
      used += work.run().hashCode();
      if (round >= 0) {
        millis[round] = (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
      }
    }
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "%-22s p50 %6.2f ms  p99 %6.2f ms  max %6.2f ms  %5.0f images/s and core at p50 (%x)%n",
        name,
        millis[ROUNDS / 2],
        millis[ROUNDS * 99 / 100],
        millis[ROUNDS - 1],
        1000 / millis[ROUNDS / 2],
        used);
  }

  private static byte[] jpeg() throws IOException {
    RgbImage picture = PillowResize.resize(TestImages.noise(250, 188, 1, "waves"), 500, 375);
    BufferedImage image = new BufferedImage(500, 375, BufferedImage.TYPE_3BYTE_BGR);
    byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    System.arraycopy(picture.rgb(), 0, pixels, 0, pixels.length);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", content);
    return content.toByteArray();
  }
}
