package org.softcpt.server.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Small files that ask for much: memory, time, or nothing at all. */
final class Bombs {

  private Bombs() {}

  static List<HostileInput> all() {
    List<HostileInput> all = new ArrayList<>();
    sizes(all);
    all.add(HostileInput.image("PNG of 8192 x 8192 zeros in 64 KB", zeros(8192, 8192)));
    all.add(HostileInput.image("PNG of 60000 x 1000 zeros", zeros(60_000, 1000)));
    all.add(HostileInput.image("PNG of 1000000 x 1 zeros", zeros(1_000_000, 1)));
    all.add(HostileInput.image("PNG of 1 x 1000000 zeros", zeros(1, 1_000_000)));
    all.add(
        HostileInput.image("PNG with 50 MB behind its only pixel", surplus(50 << 20)).orHarmless());
    all.add(HostileInput.image("PNG with 50 MB of compressed text", text(50 << 20)).orHarmless());
    all.add(HostileInput.image("JPEG of 500 scans", scans(500)));
    all.add(HostileInput.image("JPEG of 5000 scans", scans(5000)));
    tiffs(all);
    return all;
  }

  private static void sizes(List<HostileInput> all) {
    int[][] sizes = {{0, 0}, {0, 9}, {9, 0}, {60_000, 60_000}, {65_535, 65_535}, {65_500, 2000}};
    for (int[] size : sizes) {
      String name = " that claims %d x %d".formatted(size[0], size[1]);
      all.add(HostileInput.image("JPEG" + name, jpeg(size[0], size[1])));
      all.add(HostileInput.image("PNG" + name, png(size[0], size[1])));
      all.add(HostileInput.image("GIF" + name, gif(size[0], size[1])));
      all.add(HostileInput.image("BMP" + name, bmp(size[0], size[1])));
      all.add(HostileInput.image("TIFF" + name, tiff(size[0], size[1])));
    }
    for (int[] size : new int[][] {{-1, -1}, {Integer.MAX_VALUE, 1}, {1, Integer.MIN_VALUE}}) {
      String name = " that claims %d x %d".formatted(size[0], size[1]);
      all.add(HostileInput.image("PNG" + name, png(size[0], size[1])));
      all.add(HostileInput.image("BMP" + name, bmp(size[0], size[1])));
      all.add(HostileInput.image("TIFF" + name, tiff(size[0], size[1])));
    }
    all.add(HostileInput.image("WebP that claims 16383 x 16383", webp()));
  }

  private static byte[] jpeg(int width, int height) {
    byte[] content = BaseImages.file("jpeg", 8, 8, false);
    int frame = indexOf(content, (byte) 0xff, (byte) 0xc0);
    ByteBuffer.wrap(content).putShort(frame + 5, (short) height).putShort(frame + 7, (short) width);
    return content;
  }

  private static byte[] png(int width, int height) {
    byte[] content = BaseImages.file("png", 8, 8, false);
    ByteBuffer.wrap(content).putInt(16, width).putInt(20, height);
    CRC32 checksum = new CRC32();
    checksum.update(content, 12, 17);
    ByteBuffer.wrap(content).putInt(29, (int) checksum.getValue());
    return content;
  }

  /** The frame, and the screen it is on. */
  private static byte[] gif(int width, int height) {
    byte[] content = BaseImages.file("gif", 8, 8, false);
    ByteBuffer data = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    int frame = 13 + 3 * (2 << (content[10] & 7)); // behind the palette
    while (content[frame] != 0x2c) {
      frame++;
    }
    data.putShort(6, (short) width).putShort(8, (short) height);
    data.putShort(frame + 5, (short) width).putShort(frame + 7, (short) height);
    return content;
  }

  private static byte[] bmp(int width, int height) {
    byte[] content = BaseImages.file("bmp", 8, 8, false);
    ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putInt(18, width).putInt(22, height);
    return content;
  }

  /** Lossless, 14 bits each. */
  private static byte[] webp() {
    ByteBuffer data = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
    data.put(HostileInput.bytes("RIFF")).putInt(32).put(HostileInput.bytes("WEBPVP8L")).putInt(20);
    data.put((byte) 0x2f).putInt(0x0fffffff);
    return data.array();
  }

  private static byte[] zeros(int width, int height) {
    byte[] content = Arrays.copyOf(png(width, height), 33);
    content[25] = 0; // grey
    CRC32 checksum = new CRC32();
    checksum.update(content, 12, 17);
    ByteBuffer.wrap(content).putInt(29, (int) checksum.getValue());
    byte[] data = deflated((1L + width) * height);
    return HostileInput.join(content, chunk("IDAT", data), chunk("IEND", new byte[0]));
  }

  private static byte[] surplus(long bytes) {
    byte[] start = Arrays.copyOf(zeros(1, 1), 33);
    return HostileInput.join(start, chunk("IDAT", deflated(bytes)), chunk("IEND", new byte[0]));
  }

  private static byte[] text(long bytes) {
    byte[] whole = BaseImages.file("png", 8, 8, false);
    byte[] start = Arrays.copyOf(whole, 33);
    byte[] rest = Arrays.copyOfRange(whole, 33, whole.length);
    byte[] text = HostileInput.join(HostileInput.bytes("Comment\0\0"), deflated(bytes));
    return HostileInput.join(start, chunk("zTXt", text), rest);
  }

  private static byte[] chunk(String type, byte[] data) {
    ByteBuffer chunk = ByteBuffer.allocate(data.length + 12);
    chunk.putInt(data.length).put(HostileInput.bytes(type)).put(data);
    CRC32 checksum = new CRC32();
    checksum.update(chunk.array(), 4, data.length + 4);
    return chunk.putInt((int) checksum.getValue()).array();
  }

  private static byte[] deflated(long zeros) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    for (long left = zeros; left > 0; left -= buffer.length) {
      deflater.setInput(new byte[(int) Math.min(left, buffer.length)]);
      while (!deflater.needsInput()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
    }
    deflater.finish();
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return out.toByteArray();
  }

  /** Its last scan again and again. */
  private static byte[] scans(int more) {
    byte[] content = BaseImages.file("jpeg", 300, 300, true);
    int last = content.length - 2;
    while (content[last] != (byte) 0xff || content[last + 1] != (byte) 0xda) {
      last--;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(content, 0, content.length - 2);
    for (int i = 0; i < more; i++) {
      bytes.write(content, last, content.length - 2 - last);
    }
    bytes.write(content, content.length - 2, 2);
    return bytes.toByteArray();
  }

  private static void tiffs(List<HostileInput> all) {
    int huge = Integer.MAX_VALUE - 8;
    all.add(
        HostileInput.image(
            "TIFF of 10 x 10 in a tile of 20000 x 20000",
            tiff(10, 10, 322, 20_000, 323, 20_000, 324, 8, 325, 10)));
    all.add(
        HostileInput.image(
            "TIFF whose strip claims 2 GB", tiff(10, 10, 273, 8, 278, 10, 279, huge)));
    all.add(
        HostileInput.image(
            "TIFF whose tile claims 2 GB", tiff(10, 10, 322, 16, 323, 16, 324, 8, 325, huge)));
    all.add(HostileInput.image("TIFF whose directory is itself", loop()));
  }

  private static byte[] tiff(int width, int height, int... tags) {
    int[] all = new int[12 + tags.length];
    int[] grey = {256, width, 257, height, 258, 8, 259, 8, 262, 1, 277, 1};
    System.arraycopy(grey, 0, all, 0, grey.length);
    System.arraycopy(tags, 0, all, grey.length, tags.length);
    ByteBuffer file = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
    file.put(HostileInput.bytes("II")).putShort((short) 42).putInt(8);
    file.putShort((short) (all.length / 2));
    for (int i = 0; i < all.length; i += 2) {
      boolean isShort = all[i] > 257 && all[i] <= 277 && all[i] != 273;
      file.putShort((short) all[i]).putShort((short) (isShort ? 3 : 4)).putInt(1);
      file.putInt(all[i + 1]);
    }
    return file.array();
  }

  private static byte[] loop() {
    byte[] file = tiff(10, 10);
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(4, 0);
    return file;
  }

  private static int indexOf(byte[] content, byte first, byte second) {
    int at = 0;
    while (content[at] != first || content[at + 1] != second) {
      at++;
    }
    return at;
  }
}
