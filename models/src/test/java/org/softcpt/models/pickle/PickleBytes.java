package org.softcpt.models.pickle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes pickles by instruction, so that a test can write those that no program would. */
public final class PickleBytes {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Starts with protocol 2. */
  public static PickleBytes start() {
    return new PickleBytes().raw(0x80, 2);
  }

  public PickleBytes raw(int... bytes) {
    for (int value : bytes) {
      out.write(value);
    }
    return this;
  }

  /** Instructions that are letters. */
  public PickleBytes ops(String letters) {
    out.writeBytes(letters.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  public PickleBytes text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    raw('X', bytes.length & 0xff, bytes.length >> 8 & 0xff, 0, 0);
    out.writeBytes(bytes);
    return this;
  }

  public PickleBytes integer(long value) {
    ops("\u008a\b");
    out.writeBytes(ByteBuffer.allocate(8).putLong(Long.reverseBytes(value)).array());
    return this;
  }

  public PickleBytes global(String module, String name) {
    return ops("c" + module + "\n" + name + "\n");
  }

  /** A storage by reference, as PyTorch's pickles have it. */
  public PickleBytes storage(String type, String key, long elements) {
    return ops("(")
        .text("storage")
        .global("torch", type)
        .text(key)
        .text("cpu")
        .integer(elements)
        .ops("tQ");
  }

  /** A float tensor; extents and strides alternate. */
  public PickleBytes tensor(String key, long elements, long offset, long... extentsAndStrides) {
    global("torch._utils", "_rebuild_tensor_v2").ops("(").storage("FloatStorage", key, elements);
    integer(offset).ops("(");
    for (int i = 0; i < extentsAndStrides.length; i += 2) {
      integer(extentsAndStrides[i]);
    }
    ops("t(");
    for (int i = 1; i < extentsAndStrides.length; i += 2) {
      integer(extentsAndStrides[i]);
    }
    return ops("t").raw(0x89).global("collections", "OrderedDict").ops(")RtR");
  }

  public byte[] end() {
    return ops(".").out.toByteArray();
  }

  public byte[] bytes() {
    return out.toByteArray();
  }
}
