package org.softcpt.onnx.graph;

/** Element types our graphs use, with their code in ONNX's {@code TensorProto.DataType}. */
public enum ElementType {
  /** IEEE single precision. */
  FLOAT(1),
  /** Unsigned bytes: quantised activations. */
  UINT8(2),
  /** Signed bytes: quantised weights. */
  INT8(3),
  /** Signed 64-bit integer: token ids, indices, shapes. */
  INT64(7),
  /** Truth values: masks. */
  BOOL(9),
  /** IEEE half precision: weights as they are stored; nothing is computed in it. */
  FLOAT16(10),
  /** IEEE double precision: for tests of gradients, not for production. */
  DOUBLE(11);

  private final int code;

  ElementType(int code) {
    this.code = code;
  }

  /**
   * The type's number in ONNX files.
   *
   * @return value of {@code TensorProto.DataType}
   */
  public int code() {
    return code;
  }

  /**
   * Tells whether gradients exist for this type.
   *
   * @return true for the floating-point types
   */
  public boolean isFloating() {
    return this == FLOAT || this == DOUBLE;
  }
}
