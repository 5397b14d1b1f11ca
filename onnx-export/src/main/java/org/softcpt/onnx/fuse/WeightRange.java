package org.softcpt.onnx.fuse;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Map;
import java.util.stream.Collectors;
import org.softcpt.models.io.InvalidInputException;

/**
 * Where a weight's bytes lie in the file beside the graph.
 *
 * @param offset first byte
 * @param length bytes
 */
record WeightRange(long offset, long length) {

  private static final String LOCATION = "location";

  /**
   * Reads a tensor's reference.
   *
   * @param tensor with external data
   * @param expected the only file it may name
   * @param size of that file, bytes
   * @throws InvalidInputException if it names another file, or bytes that the file has not
   */
  static WeightRange of(TensorProto tensor, String expected, long size)
      throws InvalidInputException {
    Map<String, String> entries =
        tensor.getExternalDataList().stream()
            .collect(
                Collectors.toMap(
                    StringStringEntryProto::getKey, StringStringEntryProto::getValue, (a, b) -> b));
    try {
      long offset = Long.parseLong(entries.getOrDefault("offset", ""));
      long length = Long.parseLong(entries.getOrDefault("length", ""));
      boolean inside = offset >= 0 && length >= 0 && length <= size && offset <= size - length;
      if (inside && expected.equals(entries.get(LOCATION))) {
        return new WeightRange(offset, length);
      }
    } catch (NumberFormatException e) {
      throw misplaced(tensor, expected, entries);
    }
    throw misplaced(tensor, expected, entries);
  }

  /** The same bytes of the same file under another name. */
  TensorProto in(String file, TensorProto tensor) {
    return tensor.toBuilder()
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .clearExternalData()
        .addExternalData(entry(LOCATION, file))
        .addExternalData(entry("offset", Long.toString(offset)))
        .addExternalData(entry("length", Long.toString(length)))
        .build();
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  private static InvalidInputException misplaced(
      TensorProto tensor, String expected, Map<String, String> found) {
    return new InvalidInputException(
        "weight '%s': expected bytes of %s, found %s".formatted(tensor.getName(), expected, found));
  }
}
