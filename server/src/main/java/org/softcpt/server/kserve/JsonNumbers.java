package org.softcpt.server.kserve;

import java.util.Arrays;
import java.util.List;

/**
 * Numbers that stood in the JSON.
 *
 * @param values the first {@code count} count; not copied
 * @param count how many
 */
record JsonNumbers(float[] values, int count) implements TensorContent {

  @Override
  public float[] floats() {
    return Arrays.copyOf(values, count);
  }

  @Override
  public List<byte[]> byteStrings(long most) throws MalformedRequestException {
    throw new MalformedRequestException("expected strings in base64, found numbers");
  }
}
