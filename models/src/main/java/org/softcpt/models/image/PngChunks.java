package org.softcpt.models.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Checks a PNG file's chunks, which the JDK's reader does not: that they are whole, that their
 * checksums are right, that the file ends with IEND. Hands on only those that make the pixels: the
 * others may hold megabytes of compressed text. Transparency is no business of the JDK's reader,
 * which understands it in some versions only.
 *
 * @see <a href="https://www.w3.org/TR/png-3/">PNG specification</a>
 */
final class PngChunks {

  private static final int SIGNATURE = 8;
  private static final int OVERHEAD = 12; // length, type, checksum
  private static final Set<String> ESSENTIAL = Set.of("IHDR", "PLTE", "IDAT", "IEND");
  private static final int HEADER_END = SIGNATURE + OVERHEAD + 13;

  private final byte[] content;
  private final ByteArrayOutputStream kept;
  private byte[] transparency = {};
  private Turn turn = Turn.NONE;

  private PngChunks(byte[] content) {
    this.content = content;
    this.kept = new ByteArrayOutputStream(content.length);
    kept.write(content, 0, SIGNATURE);
  }

  /**
   * Reads the chunks that matter.
   *
   * @param content a file that starts with PNG's signature
   * @return what they say
   * @throws IOException if a chunk is cut off or its checksum is wrong, or one is missing
   */
  static PngFile read(byte[] content) throws IOException {
    PngChunks chunks = new PngChunks(content);
    int at = SIGNATURE;
    String type = "";
    while (!type.equals("IEND")) {
      int end = end(content, at);
      type = new String(content, at + 4, 4, StandardCharsets.ISO_8859_1);
      if ((at == SIGNATURE) != (type.equals("IHDR") && end == HEADER_END)) {
        throw new IOException("expected one header chunk, the first, found %s".formatted(type));
      }
      chunks.take(type, at, end);
      at = end;
    }
    int bits = content[SIGNATURE + 16];
    int colours = content[SIGNATURE + 17];
    return new PngFile(chunks.kept.toByteArray(), bits, colours, chunks.transparency, chunks.turn);
  }

  private void take(String type, int at, int end) throws IOException {
    if (ESSENTIAL.contains(type)) {
      requireChecksum(content, at, end, type);
      kept.write(content, at, end - at);
    } else if (type.equals("tRNS")) {
      requireChecksum(content, at, end, type);
      transparency = transparency(Arrays.copyOfRange(content, at + 8, end - 4));
    } else if (type.equals("eXIf")) {
      turn = TiffDirectory.turn(content, at + 8, end - 4);
    }
  }

  private byte[] transparency(byte[] found) throws IOException {
    int colours = content[SIGNATURE + 17];
    int least = colours == 0 ? 2 : colours == 2 ? 6 : 0;
    if (found.length < least) {
      throw new IOException("tRNS of %d bytes".formatted(found.length));
    }
    return found;
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
