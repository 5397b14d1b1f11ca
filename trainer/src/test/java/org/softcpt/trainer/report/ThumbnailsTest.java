package org.softcpt.trainer.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThumbnailsTest {

  private static final String START = "data:image/jpeg;base64,";
  private static final int TOLERANCE = 12; // JPEG at this quality; measured 1 on a plain picture

  @TempDir private Path folder;
  private Thumbnails thumbnails;

  @BeforeEach
  void drawAPicture() throws IOException {
    Path root = Files.createDirectories(folder.resolve("root/kind"));
    BufferedImage image = new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 300 * 200; i++) {
      image.setRGB(i % 300, i / 300, 0x2864c8);
    }
    ImageIO.write(image, "png", root.resolve("blue.png").toFile());
    ImageIO.write(image, "png", folder.resolve("outside.png").toFile());
    Files.writeString(root.resolve("broken.png"), "no picture");
    thumbnails = new Thumbnails(folder.resolve("root"));
  }

  @Test
  void aPictureIsSmallSquareAndOfItsColour() throws IOException {
    String uri = thumbnails.of("kind/blue.png").orElseThrow();
    assertTrue(uri.startsWith(START));
    byte[] bytes = Base64.getDecoder().decode(uri.substring(START.length()));
    BufferedImage small = ImageIO.read(new ByteArrayInputStream(bytes));
    assertEquals(Thumbnails.SIDE, small.getWidth());
    assertEquals(Thumbnails.SIDE, small.getHeight());
    int pixel = small.getRGB(70, 70);
    assertEquals(0x28, pixel >> 16 & 255, TOLERANCE);
    assertEquals(0x64, pixel >> 8 & 255, TOLERANCE);
    assertEquals(0xc8, pixel & 255, TOLERANCE);
  }

  @Test
  void nothingOutsideTheFolderIsShown() {
    assertEquals(Optional.empty(), thumbnails.of("../outside.png"));
    assertEquals(Optional.empty(), thumbnails.of(folder.resolve("outside.png").toString()));
    assertEquals(Optional.empty(), thumbnails.of("kind/\0.png"));
  }

  @Test
  void whatIsGoneOrBrokenIsLeftOut() {
    assertEquals(Optional.empty(), thumbnails.of("kind/gone.png"));
    assertEquals(Optional.empty(), thumbnails.of("kind/broken.png"));
  }
}
