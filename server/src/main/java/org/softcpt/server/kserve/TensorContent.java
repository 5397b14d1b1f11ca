package org.softcpt.server.kserve;

import java.util.List;

/** The elements of an input tensor as they were sent: row-major, without a shape. */
sealed interface TensorContent permits JsonNumbers, JsonTexts, BinaryContent {

  /**
   * As numbers in single precision.
   *
   * @return a new array
   * @throws MalformedRequestException if they are not
   */
  float[] floats() throws MalformedRequestException;

  /**
   * As byte strings.
   *
   * @param most reading ends soon after as many: a million empty ones fit in a small body
   * @return one array per element, at most one more than that
   * @throws MalformedRequestException if they are not
   */
  List<byte[]> byteStrings(long most) throws MalformedRequestException;
}
