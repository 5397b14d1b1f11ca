package org.softcpt.models.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Checks a PNG file's chunks, which the JDK's reader does not: that they are whole, that their
 * checksums are right, that the file ends with IEND. Hands on only those that make the pixels: the
 * others may hold megabytes of compressed text.
 *
 * @see <a href="https://www.w3.org/TR/png-3/">PNG specification</a>
 */
final class PngChunks {

  private static final int SIGNATURE = 8;
  private static final int OVERHEAD = 12; // length, type, checksum
  private static final Set<String> ESSENTIAL = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

  private PngChunks() {}

  /**
   * Copies the chunks that matter.
   *
   * @param content a file that starts with PNG's signature
   * @return a PNG file with the same pixels
   * @throws IOException if a chunk is cut off or its checksum is wrong, or IEND is missing
   */
  static byte[] essential(byte[] content) throws IOException {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(content.length);
    kept.write(content, 0, SIGNATURE);
    int at = SIGNATURE;
    String type = "";
    while (!type.equals("IEND")) {
      int end = end(content, at);
      type = new String(content, at + 4, 4, StandardCharsets.ISO_8859_1);
      if (ESSENTIAL.contains(type)) {
        requireChecksum(content, at, end, type);
        kept.write(content, at, end - at);
      }
      at = end;
    }
    return kept.toByteArray();
  }

  private static int end(byte[] content, int at) throws IOException {
    if (content.length - at < OVERHEAD) {
      throw new IOException("cut off at byte %d, before IEND".formatted(content.length));
    }
    int length = ByteBuffer.wrap(content).getInt(at);
    if (length < 0 || length > content.length - at - OVERHEAD) {
      throw new IOException(
          "cut off: the chunk at byte %d claims %d bytes, %d follow"
              .formatted(at, length & 0xffffffffL, content.length - at - OVERHEAD));
    }
    return at + OVERHEAD + length;
  }

  private static void requireChecksum(byte[] content, int at, int end, String type)
      throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(content, at + 4, end - at - 8);
    if ((int) checksum.getValue() != ByteBuffer.wrap(content).getInt(end - 4)) {
      throw new IOException("wrong checksum in chunk %s at byte %d".formatted(type, at));
    }
  }
}
