package org.softcpt.server.kserve;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * One output of an infer response, a matrix.
 *
 * @param name its name
 * @param datatype FP32 or BYTES
 * @param shape rows and columns
 * @param data row-major, {@link Float}s or {@link String}s
 * @param binary whether it goes behind the JSON
 */
public record OutputTensor(
    String name, String datatype, List<Integer> shape, List<?> data, boolean binary) {

  /**
   * Makes an output of numbers.
   *
   * @param name its name
   * @param rows {@code [N][C]}, all of one length
   * @param columns C
   * @param binary whether it goes behind the JSON
   * @return type FP32
   */
  public static OutputTensor floats(String name, List<float[]> rows, int columns, boolean binary) {
    Float[] data = new Float[Math.multiplyExact(rows.size(), columns)];
    Arrays.setAll(data, i -> rows.get(i / columns)[i % columns]);
    return new OutputTensor(
        name, "FP32", List.of(rows.size(), columns), Arrays.asList(data), binary);
  }

  /**
   * Makes an output of texts.
   *
   * @param name its name
   * @param rows {@code [N][K]}, all of one length
   * @param columns K
   * @param binary whether it goes behind the JSON
   * @return type BYTES
   */
  public static OutputTensor texts(
      String name, List<List<String>> rows, int columns, boolean binary) {
    List<String> data = rows.stream().flatMap(List::stream).toList();
    return new OutputTensor(name, "BYTES", List.of(rows.size(), columns), data, binary);
  }

  /** The elements as the binary tensor data extension writes them. */
  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Object element : data) {
      bytes.writeBytes(element instanceof Float number ? bytes(number) : bytes((String) element));
    }
    return bytes.toByteArray();
  }

  private static byte[] bytes(float number) {
    return little(Float.BYTES).putFloat(number).array();
  }

  private static byte[] bytes(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return little(Integer.BYTES + utf8.length).putInt(utf8.length).put(utf8).array();
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
