package org.softcpt.models.pickle;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.softcpt.models.io.InvalidInputException;

/** The bytes of one or several pickles, read from front to back; no length is believed. */
public final class PickleInput {

  private static final int LONGEST_NAME = 1000;

  private final String source;
  private final ByteBuffer bytes;

  /**
   * Starts at a buffer's position.
   *
   * @param source names the bytes in messages, e.g. file and entry
   * @param bytes not copied; must not change
   */
  public PickleInput(String source, ByteBuffer bytes) {
    this.source = source;
    this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * How far it was read.
   *
   * @return bytes from the start
   */
  public int position() {
    return bytes.position();
  }

  /**
   * Says what is wrong at the current place.
   *
   * @param reason what was expected and found
   * @return the exception to throw
   */
  public InvalidInputException invalid(String reason) {
    return new InvalidInputException(
        "%s: pickle, byte %d: %s".formatted(source, bytes.position(), reason));
  }

  int unsignedByte() throws InvalidInputException {
    require(1);
    return bytes.get() & 0xff;
  }

  int unsignedShort() throws InvalidInputException {
    require(Short.BYTES);
    return bytes.getShort() & 0xffff;
  }

  int signedInt() throws InvalidInputException {
    require(Integer.BYTES);
    return bytes.getInt();
  }

  long unsignedInt() throws InvalidInputException {
    return Integer.toUnsignedLong(signedInt());
  }

  long signedLong() throws InvalidInputException {
    require(Long.BYTES);
    return bytes.getLong();
  }

  /** The one number that pickles write with the high byte first. */
  double bigEndianDouble() throws InvalidInputException {
    return Double.longBitsToDouble(Long.reverseBytes(signedLong()));
  }

  byte[] bytes(long length) throws InvalidInputException {
    require(length);
    byte[] copy = new byte[(int) length];
    bytes.get(copy);
    return copy;
  }

  String utf8(long length) throws InvalidInputException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(length))).toString();
    } catch (CharacterCodingException e) {
      throw invalid("a text is not UTF-8");
    }
  }

  /** A whole number of any size, low byte first, two's complement. */
  Object integer(long length) throws InvalidInputException {
    byte[] low = bytes(length);
    byte[] high = new byte[Math.max(1, low.length)];
    for (int i = 0; i < low.length; i++) {
      high[low.length - 1 - i] = low[i];
    }
    BigInteger value = new BigInteger(high);
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  /** A name that ends with its line. */
  String line() throws InvalidInputException {
    StringBuilder line = new StringBuilder();
    for (int letter = unsignedByte(); letter != '\n'; letter = unsignedByte()) {
      if (letter < ' ' || letter > '~' || line.length() == LONGEST_NAME) {
        throw invalid("a name must be at most %d ASCII letters".formatted(LONGEST_NAME));
      }
      line.append((char) letter);
    }
    return line.toString();
  }

  void require(long length) throws InvalidInputException {
    if (length < 0 || length > bytes.remaining()) {
      throw invalid(
          "%s bytes are to follow, there are %d: truncated"
              .formatted(Long.toUnsignedString(length), bytes.remaining()));
    }
  }
}
