package org.softcpt.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BufferPoolTest {

  private final BufferPool pool = new BufferPool();

  @ParameterizedTest // around the smallest size and a power of two
  @ValueSource(ints = {0, 1, 4095, 4096, 4097, 702_464})
  void aBufferHasTheSizeThatWasAskedFor(int bytes) {
    ByteBuffer buffer = pool.take(bytes);
    assertEquals(bytes, buffer.remaining());
    assertEquals(0, buffer.position());
    assertEquals(ByteOrder.nativeOrder(), buffer.order());
    assertTrue(buffer.isDirect());
  }

  @Test
  void similarSizesShareABuffer() {
    ByteBuffer first = pool.take(5000);
    first.putLong(1).order(ByteOrder.BIG_ENDIAN);
    pool.giveBack(first);
    ByteBuffer second = pool.take(8000);
    assertSame(first, second);
    assertEquals(8000, second.remaining());
    assertEquals(ByteOrder.nativeOrder(), second.order());
  }

  @Test
  void aLargeBufferIsNotSpentOnASmallTensor() {
    ByteBuffer large = pool.take(1 << 20);
    pool.giveBack(large);
    assertNotSame(large, pool.take(100));
  }

  @Test
  void aBufferInUseIsNotGivenOutAgain() {
    assertNotSame(pool.take(100), pool.take(100));
  }
}
