package org.softcpt.models.pytorch;

import org.softcpt.models.safetensors.DType;

/**
 * A run of elements that tensors are views of.
 *
 * @param type of an element
 * @param key name of its bytes in the file
 * @param elements how many there are
 */
record TorchStorage(DType type, String key, long elements) {

  TorchStorage {
    if (elements < 0) {
      throw new IllegalArgumentException("storage '%s' of %d elements".formatted(key, elements));
    }
  }

  /**
   * Size in the file.
   *
   * @throws ArithmeticException if it overflows
   */
  long bytes() {
    return Math.multiplyExact(elements, (long) type.bytes());
  }
}
