package org.softcpt.models.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/**
 * A file of any size, mapped into memory. A Java buffer ends at 2 GB, so there are several, and
 * each reaches a little into the next: an element never needs two, wherever it starts.
 */
public final class MappedBytes {

  /** Distance between the buffers' starts, bytes. */
  public static final int STRIDE = 1 << 30;

  private static final int OVERLAP = Long.BYTES;

  private final int stride;
  private final ByteBuffer[] buffers;

  /**
   * Maps all of a file. The channel may be closed afterwards.
   *
   * @param channel open for reading
   * @param stride {@link #STRIDE}, or less in tests of what happens where one buffer ends
   * @throws IOException if mapping fails
   */
  public MappedBytes(FileChannel channel, int stride) throws IOException {
    this.stride = stride;
    long size = channel.size();
    buffers = new ByteBuffer[Math.toIntExact((size + stride - 1) / stride)];
    for (int i = 0; i < buffers.length; i++) {
      long start = (long) i * stride;
      buffers[i] =
          channel.map(MapMode.READ_ONLY, start, Math.min((long) stride + OVERLAP, size - start));
    }
  }

  /** Takes elements out of a buffer that holds them from its position on. */
  @FunctionalInterface
  public interface Block {

    /**
     * Takes some elements.
     *
     * @param bytes little-endian, from its position on
     * @param first the first element's index
     * @param count how many the buffer holds
     */
    void read(ByteBuffer bytes, int first, int count);
  }

  /**
   * Hands over elements block by block.
   *
   * @param offset the first element's first byte in the file
   * @param elementBytes size of an element, at most eight
   * @param elements how many; all lie within the file
   * @param block takes them
   */
  public void read(long offset, int elementBytes, int elements, Block block) {
    for (int done = 0; done < elements; ) {
      long start = offset + (long) done * elementBytes;
      int local = (int) (start % stride);
      int startingHere = (stride - local + elementBytes - 1) / elementBytes;
      int count = Math.min(startingHere, elements - done);
      ByteBuffer bytes = buffers[(int) (start / stride)].slice(local, count * elementBytes);
      block.read(bytes.order(ByteOrder.LITTLE_ENDIAN), done, count);
      done += count;
    }
  }
}
