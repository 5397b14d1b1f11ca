package org.softcpt.models.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageReader;

/**
 * The first picture of a TIFF file. The JDK's reader undoes compression, strips and tiles; what the
 * samples stand for is read from the file here.
 *
 * <p>Orientation is always applied: TIFF's is no EXIF data but a part of the format, and Pillow
 * applies it while loading.
 */
final class TiffPicture {

  private static final int BITS = 258;
  private static final int COMPRESSION = 259;
  private static final int COLOURS = 262;
  private static final int FILL_ORDER = 266;
  private static final int SAMPLES = 277;
  private static final int STRIP_BYTES = 279;
  private static final int PALETTE = 320;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_HEIGHT = 323;
  private static final int TILE_BYTES = 325;
  private static final int EXTRA_SAMPLES = 338;
  private static final int SAMPLE_FORMAT = 339;

  private static final int NONE = 1; // compression
  private static final int ASSOCIATED_ALPHA = 1;
  private static final int ALPHA = 2;

  private final TiffDirectory directory;
  private final int bits;
  private final int samples;

  private TiffPicture(TiffDirectory directory) {
    this.directory = directory;
    this.bits = (int) directory.number(BITS, 1);
    this.samples = (int) directory.number(SAMPLES, 1);
  }

  /**
   * Reads the picture.
   *
   * @param reader the JDK's reader, its input set
   * @param content the same file
   * @param limits how large a tile may be
   * @return the picture, upright
   * @throws IOException if it is damaged, or of a kind that is not read
   */
  static Picture read(ImageReader reader, byte[] content, ImageLimits limits) throws IOException {
    TiffPicture tiff = new TiffPicture(TiffDirectory.read(content, 0, content.length));
    tiff.requireReadable();
    tiff.requireHonestParts(content.length, limits);
    BufferedImage image = reader.read(0);
    if (image.getRaster().getNumBands() < tiff.samples) {
      throw tiff.unsupported();
    }
    Picture stored = tiff.picture(image);
    return stored.with(tiff.directory.turn().upright(stored.samples()));
  }

  /** JPEG inside of TIFF: the JDK would convert its colours as it thinks right. */
  private void requireReadable() throws IOException {
    boolean unsigned = directory.numbers(SAMPLE_FORMAT).stream().allMatch(format -> format == 1L);
    boolean equal = directory.numbers(BITS).stream().allMatch(depth -> depth == bits);
    boolean depth = bits == 8 || bits == 16 || samples == 1 && List.of(1, 2, 4).contains(bits);
    boolean jpeg = List.of(6L, 7L).contains(directory.number(COMPRESSION, 1));
    if (jpeg || !unsigned || !equal || !depth || directory.number(FILL_ORDER, 1) != 1) {
      throw unsupported();
    }
  }

  /** A part, strip or tile, is read and decoded whole, however little of it the picture takes. */
  private void requireHonestParts(int length, ImageLimits limits) throws IOException {
    long bytes = Math.max(directory.largest(STRIP_BYTES), directory.largest(TILE_BYTES));
    if (bytes == 0 && directory.number(COMPRESSION, NONE) != NONE) {
      throw new IOException("the length of the picture's parts is missing");
    }
    if (bytes > length) {
      throw new IOException("a part of the picture claims %d bytes of %d".formatted(bytes, length));
    }
    long width = directory.largest(TILE_WIDTH);
    long height = directory.largest(TILE_HEIGHT);
    if (width > 0 && height > limits.pixels() / width) {
      throw new IOException(
          "expected tiles of at most %d pixels, found %d x %d"
              .formatted(limits.pixels(), width, height));
    }
  }

  private Picture picture(BufferedImage image) throws IOException {
    Raster raster = image.getRaster();
    int colours = (int) directory.number(COLOURS, -1);
    int alpha = (int) directory.number(EXTRA_SAMPLES, ALPHA);
    if (colours == 1 && samples == 1 && bits == 16) {
      return new Picture(Picture.Kind.GREY16, RasterPixels.words(raster), Turn.NONE);
    }
    return switch (10 * colours + samples) {
      case 1, 11 -> grey(image, colours == 0);
      case 12 -> withAlpha(image, alpha);
      case 23 -> new Picture(Picture.Kind.RGB, RasterPixels.raw(raster, 3), Turn.NONE);
      case 24 -> withAlpha(image, alpha);
      case 31 -> new Picture(Picture.Kind.INDEXED, palette(raster), Turn.NONE);
      case 54 -> new Picture(Picture.Kind.CMYK, RasterPixels.raw(raster, 4), Turn.NONE);
      default -> throw unsupported();
    };
  }

  private Picture grey(BufferedImage image, boolean whiteIsZero) throws IOException {
    if (bits == 1) {
      return new Picture(Picture.Kind.INDEXED, RasterPixels.rgba(image), Turn.NONE);
    }
    if (whiteIsZero && bits != 8) {
      throw unsupported(); // the JDK's reader inverts some depths and not others
    }
    byte[] rgb = JpegColours.repeated(RasterPixels.raw(image.getRaster(), 1).values());
    Samples samples = new Samples(image.getWidth(), image.getHeight(), 3, rgb);
    return new Picture(Picture.Kind.RGB, samples, Turn.NONE);
  }

  /** The palette's upper bytes; the JDK's reader would round them otherwise. */
  private Samples palette(Raster raster) throws IOException {
    List<Long> palette = directory.numbers(PALETTE);
    int colours = 1 << bits;
    if (bits > 8 || palette.size() != 3 * colours) {
      throw unsupported();
    }
    byte[][] tables = new byte[4][colours];
    for (int i = 0; i < colours; i++) {
      for (int channel = 0; channel < 3; channel++) {
        tables[channel][i] = (byte) (palette.get(channel * colours + i) >> 8);
      }
      tables[3][i] = (byte) 255;
    }
    return RasterPixels.mapped(raster, tables);
  }

  private Picture withAlpha(BufferedImage image, int alpha) throws IOException {
    return switch (alpha) {
      case 0 -> // a fourth sample that means nothing
          new Picture(Picture.Kind.RGB, RasterPixels.rgb(image), Turn.NONE);
      case ASSOCIATED_ALPHA -> {
        Samples colours = Premultiplied.undone(RasterPixels.rgba(image));
        yield new Picture(Picture.Kind.ALPHA, colours, Turn.NONE);
      }
      case ALPHA -> new Picture(Picture.Kind.ALPHA, RasterPixels.rgba(image), Turn.NONE);
      default -> throw unsupported();
    };
  }

  private IOException unsupported() {
    return new IOException(
        "expected grey, RGB, palette or CMYK in 1 to 16 bits, not compressed as JPEG;"
            + " found colours %d, %s bits, %d samples, extra samples %s, compression %d"
                .formatted(
                    directory.number(COLOURS, -1),
                    directory.numbers(BITS),
                    samples,
                    directory.numbers(EXTRA_SAMPLES),
                    directory.number(COMPRESSION, 1)));
  }
}
