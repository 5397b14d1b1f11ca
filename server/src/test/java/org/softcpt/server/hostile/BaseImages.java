package org.softcpt.server.hostile;

import com.luciad.imageio.webp.WebPImageWriterSpi;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A small picture in every format, whole. */
public final class BaseImages {

  private BaseImages() {}

  /** The files by what they are. */
  public static Map<String, byte[]> all() {
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put("jpeg", file("jpeg", 37, 29, false));
    all.put("progressive jpeg", file("jpeg", 37, 29, true));
    for (String format : new String[] {"png", "gif", "bmp", "tiff", "webp"}) {
      all.put(format, file(format, 37, 29, false));
    }
    return all;
  }

  /** One file. */
  public static byte[] file(String format, int width, int height, boolean progressive) {
    ImageWriter writer =
        format.equals("webp")
            ? new WebPImageWriterSpi().createWriterInstance(null)
            : ImageIO.getImageWritersByFormatName(format).next();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    if (progressive) {
      parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(picture(width, height), null, null), parameters);
    } catch (IOException e) {
      throw new UncheckedIOException("in memory", e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** A ramp with noise: no row is like another. */
  private static BufferedImage picture(int width, int height) {
    SplittableRandom random = new SplittableRandom(1);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int ramp = (x * 5 + y * 3) & 0xff;
        image.setRGB(x, y, ramp << 16 | (255 - ramp) << 8 | random.nextInt(256));
      }
    }
    return image;
  }
}
