package org.softcpt.models.pytorch;

import org.softcpt.models.io.InvalidInputException;

/**
 * An entry of a zip archive as its directory describes it.
 *
 * @param name with {@code /} between folders
 * @param flags of the format; bit 0 is encryption
 * @param method 0 stored, 8 deflated
 * @param crc checksum of the content
 * @param packed bytes in the archive
 * @param size bytes of content
 * @param header where the local header starts
 */
record ZipRecord(
    String name, int flags, int method, long crc, long packed, long size, long header) {

  static final int STORED = 0;
  static final int DEFLATED = 8;

  /** Refuses what no PyTorch archive has, and what could mean another file to another program. */
  void check() throws InvalidInputException {
    if ((flags & 1) != 0) {
      throw new InvalidInputException("entry '%s' is encrypted".formatted(name));
    }
    if (method != STORED && method != DEFLATED) {
      throw new InvalidInputException(
          "entry '%s' is packed by method %d, known are 0 and 8".formatted(name, method));
    }
    if (packed < 0 || size < 0 || header < 0 || method == STORED && packed != size) {
      throw new InvalidInputException(
          "entry '%s' has %d bytes for %d of content".formatted(name, packed, size));
    }
    boolean plain = !name.isEmpty() && !name.startsWith("/") && name.indexOf('\\') < 0;
    for (String part : name.split("/", -1)) {
      plain &= !part.equals("..") && !part.equals(".");
    }
    if (!plain) {
      throw new InvalidInputException(
          "entry '%s' has a name that leaves its folder".formatted(name));
    }
  }
}
