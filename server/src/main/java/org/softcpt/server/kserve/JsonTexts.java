package org.softcpt.server.kserve;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Strings that stood in the JSON: bytes in base64.
 *
 * @param texts as sent
 */
record JsonTexts(List<String> texts) implements TensorContent {

  @Override
  public float[] floats() throws MalformedRequestException {
    throw new MalformedRequestException("expected numbers, found strings");
  }

  @Override
  public List<byte[]> byteStrings(long most) throws MalformedRequestException {
    List<byte[]> elements = new ArrayList<>();
    for (int i = 0; i < texts.size() && i <= most; i++) {
      elements.add(decoded(texts.get(i), i));
    }
    return elements;
  }

  private static byte[] decoded(String text, int index) throws MalformedRequestException {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new MalformedRequestException(
          "element %d: expected base64, found other characters: %s"
              .formatted(index, e.getMessage()));
    }
  }
}
