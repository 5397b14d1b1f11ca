package org.softcpt.models.pytorch;

import org.softcpt.models.safetensors.DType;
import org.softcpt.models.safetensors.ElementReader;
import org.softcpt.models.safetensors.MappedBytes;

/** Copies a tensor's elements out of the mapped file, in reading order whatever its strides. */
final class TensorReader {

  private final MappedBytes bytes;

  TensorReader(MappedBytes bytes) {
    this.bytes = bytes;
  }

  static boolean isFloat(TorchTensor tensor) {
    return ElementReader.FLOATS.contains(tensor.storage().type());
  }

  /** The start is the storage's first byte in the file. */
  float[] floats(TorchTensor tensor, long start) {
    DType type = tensor.storage().type();
    float[] values = new float[tensor.elements()];
    MappedBytes.Block block = ElementReader.into(values, type);
    if (tensor.isContiguous()) {
      bytes.read(start + tensor.offset() * type.bytes(), type.bytes(), values.length, block);
      return values;
    }
    for (int i = 0; i < values.length; i++) {
      int index = i;
      long at = start + tensor.position(i) * type.bytes();
      bytes.read(at, type.bytes(), 1, (one, first, count) -> block.read(one, index, 1));
    }
    return values;
  }
}
