package org.softcpt.server.kserve;

import java.util.List;

/** One input of an infer request: name, type, shape, and elements that are as many as it says. */
public final class InputTensor {

  private final String name;
  private final String datatype;
  private final List<Long> shape;
  private final TensorContent content;

  InputTensor(String name, String datatype, List<Long> shape, TensorContent content) {
    this.name = name;
    this.datatype = datatype;
    this.shape = List.copyOf(shape);
    this.content = content;
  }

  /**
   * The input's name.
   *
   * @return as sent
   */
  public String name() {
    return name;
  }

  /**
   * Its extents.
   *
   * @return outermost first, each 0 or more
   */
  public List<Long> shape() {
    return shape;
  }

  /**
   * The elements of a tensor of type FP32.
   *
   * @return a new array, row-major, all finite
   * @throws MalformedRequestException if the type is another, an element is not finite, or they are
   *     not as many as the shape says
   */
  public float[] floats() throws MalformedRequestException {
    requireType("FP32");
    float[] values = get(TensorContent::floats);
    requireCount(values.length);
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw malformed("element %d: expected a finite number, found %s".formatted(i, values[i]));
      }
    }
    return values;
  }

  /**
   * The elements of a tensor of type BYTES; in JSON they are base64.
   *
   * @return one array per element, row-major
   * @throws MalformedRequestException if the type is another, an element is not as the protocol
   *     says, or they are not as many as the shape says
   */
  public List<byte[]> byteStrings() throws MalformedRequestException {
    requireType("BYTES");
    long expected = elements();
    List<byte[]> elements = get(content -> content.byteStrings(expected));
    if (elements.size() > expected) {
      throw malformed("shape %s: expected as many elements, found more".formatted(shape));
    }
    requireCount(elements.size());
    return elements;
  }

  private void requireType(String expected) throws MalformedRequestException {
    if (!datatype.equals(expected)) {
      throw malformed("expected datatype %s, found %s".formatted(expected, datatype));
    }
  }

  private void requireCount(int found) throws MalformedRequestException {
    if (elements() != found) {
      throw malformed("shape %s: expected as many elements, found %d".formatted(shape, found));
    }
  }

  private long elements() throws MalformedRequestException {
    long product = 1;
    try {
      for (long extent : shape) {
        product = Math.multiplyExact(product, extent);
      }
    } catch (ArithmeticException e) {
      throw malformed("shape %s: expected a size in 63 bits, found more".formatted(shape));
    }
    return product;
  }

  private interface Reading<T> {
    T of(TensorContent content) throws MalformedRequestException;
  }

  private <T> T get(Reading<T> reading) throws MalformedRequestException {
    try {
      return reading.of(content);
    } catch (MalformedRequestException e) {
      throw malformed(e.getMessage());
    }
  }

  private MalformedRequestException malformed(String what) {
    return new MalformedRequestException("input '%s': %s".formatted(name, what));
  }
}
