package org.softcpt.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Direct buffers kept for the next run: the JVM frees them only when it collects garbage, which a
 * loop of small heap objects hardly ever makes it do. Bounded by the largest number in use at once
 * of each size. Safe for concurrent use.
 */
final class BufferPool {

  /** Buffers below this are not worth telling apart. */
  private static final int SMALLEST = 4096;

  private final Map<Integer, Deque<ByteBuffer>> idle = new HashMap<>();

  /** A buffer of exactly this many bytes, from position 0, in native order; contents are stale. */
  synchronized ByteBuffer take(int bytes) {
    int capacity = roundedUp(bytes);
    ByteBuffer reused = idle.computeIfAbsent(capacity, key -> new ArrayDeque<>()).poll();
    ByteBuffer buffer = reused != null ? reused : ByteBuffer.allocateDirect(capacity);
    return buffer.clear().limit(bytes).order(ByteOrder.nativeOrder());
  }

  /** Gives a buffer back; whoever took it must not touch it again. */
  synchronized void giveBack(ByteBuffer buffer) {
    idle.computeIfAbsent(buffer.capacity(), key -> new ArrayDeque<>()).push(buffer);
  }

  /** The next power of two, so that slightly different sizes share buffers. */
  private static int roundedUp(int bytes) {
    int power = Integer.highestOneBit(Math.max(SMALLEST, bytes) - 1) << 1;
    return power > 0 ? power : bytes; // above 1 GiB
  }
}
