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
   * @return one array per element
   * @throws MalformedRequestException if they are not
   */
  List<byte[]> byteStrings() throws MalformedRequestException;
}
