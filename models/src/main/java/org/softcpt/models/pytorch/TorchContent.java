package org.softcpt.models.pytorch;

import java.util.List;
import java.util.Map;

/**
 * What a file of PyTorch's holds, located but not read.
 *
 * @param tensors by name
 * @param starts first byte of every storage in the file, by its key
 * @param script for a script archive, else without code
 */
record TorchContent(
    Map<String, TorchTensor> tensors, Map<String, Long> starts, TorchScript script) {

  /** No script archive. */
  static final TorchScript NO_SCRIPT = new TorchScript("", List.of());
}
