package org.softcpt.models.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images of the JDK's in memory are read as the decoder reads files. */
class BufferedPictureTest {

  private static final int WIDTH = 7;
  private static final int HEIGHT = 5;

  @ParameterizedTest // all that hold 8 bits a colour and are opaque
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_INT_BGR,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_4BYTE_ABGR,
        BufferedImage.TYPE_INT_ARGB_PRE,
        BufferedImage.TYPE_4BYTE_ABGR_PRE
      })
  void opaqueColoursComeBack(int type) {
    RgbImage colours = TestImages.noise(WIDTH, HEIGHT, 3, "noise");
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      image.setRGB(i % WIDTH, i / WIDTH, 0xff000000 | colour(colours.rgb(), i));
    }
    assertArrayEquals(colours.rgb(), Picture.of(image).rgb(Conventions.DEFAULT).rgb());
  }

  @ParameterizedTest // fewer bits: as near as they get, which is half of a step of 255/31
  @ValueSource(ints = {BufferedImage.TYPE_USHORT_565_RGB, BufferedImage.TYPE_USHORT_555_RGB})
  void packedColoursAreSpreadOverBytes(int type) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
    image.setRGB(0, 0, 0xff8008);
    byte[] rgb = Picture.of(image).rgb(Conventions.DEFAULT).rgb();
    assertEquals(255, rgb[0] & 0xff);
    assertEquals(128, rgb[1] & 0xff, 255 / 31.0 / 2 + 4);
    assertEquals(8, rgb[2] & 0xff, 255 / 31.0 / 2 + 4);
    assertEquals(0, rgb[3]);
  }

  @Test // BufferedImage.getRGB would brighten it: the JDK's grey is linear in light
  void greyStaysWhatItIs() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(2, 1, 0, 100);
    byte[] rgb = Picture.of(image).rgb(Conventions.DEFAULT).rgb();
    int at = 3 * (WIDTH + 2);
    assertArrayEquals(new byte[] {100, 100, 100}, new byte[] {rgb[at], rgb[at + 1], rgb[at + 2]});
  }

  @Test
  void greyOfSixteenBitsKeepsThemForTheConventions() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setSample(0, 0, 0, 0x1234);
    assertEquals(Picture.Kind.GREY16, Picture.of(image).kind());
    assertEquals(0x12, Picture.of(image).rgb(Conventions.DEFAULT).rgb()[0]);
  }

  @Test
  void transparencyIsKeptForTheConventions() {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00c80000); // a red that is not seen
    Picture picture = Picture.of(image);
    Conventions white = Conventions.DEFAULT.with(Conventions.Colours.RGB_FIRST_ON_WHITE);
    assertArrayEquals(new byte[] {(byte) 200, 0, 0}, picture.rgb(Conventions.DEFAULT).rgb());
    assertArrayEquals(new byte[] {-1, -1, -1}, picture.rgb(white).rgb());
  }

  @Test
  void palettesAreLookedUp() {
    byte[] ramp = {0, 50, 100, (byte) 150};
    IndexColorModel palette = new IndexColorModel(8, 4, ramp, ramp, new byte[4]);
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
    image.getRaster().setSample(0, 0, 0, 3);
    assertArrayEquals(
        new byte[] {(byte) 150, (byte) 150, 0}, Picture.of(image).rgb(Conventions.DEFAULT).rgb());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rgb.png", "rgb.bmp", "rgba.png", "grey.png", "grey-16-bits.png", "palette.png"})
  void whatTheJdkReadsIsWhatTheDecoderReads(String file) throws IOException {
    byte[] content = TestImages.resource("decoding/" + file);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(content));
    Picture expected = ImageDecoder.decode(content, file);
    assertEquals(expected.kind(), Picture.of(image).kind());
    assertArrayEquals(expected.samples().values(), Picture.of(image).samples().values());
  }

  @Test
  void aPartOfAnImageIsThatPart() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(1);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      image.setRGB(i % WIDTH, i / WIDTH, random.nextInt());
    }
    Picture part = Picture.of(image.getSubimage(2, 1, 3, 3));
    assertEquals(image.getRGB(4, 3) & 0xffffff, colour(part.rgb(Conventions.DEFAULT).rgb(), 8));
  }

  @Test // 2¹⁷ by 2¹⁰ single bits are 16 MB here, and would be half a gigabyte as RGBA
  void refusesImagesThatAreTooLarge() {
    BufferedImage image = new BufferedImage(1 << 17, 1 << 10, BufferedImage.TYPE_BYTE_BINARY);
    assertThrows(IllegalArgumentException.class, () -> Picture.of(image));
  }

  private static int colour(byte[] rgb, int pixel) {
    return (rgb[3 * pixel] & 0xff) << 16
        | (rgb[3 * pixel + 1] & 0xff) << 8
        | rgb[3 * pixel + 2] & 0xff;
  }
}
