package org.softcpt.models.safetensors;

import java.util.Map;

/**
 * What the header of a file says, checked.
 *
 * @param tensors by name, in the order of their bytes; unmodifiable
 * @param metadata free text by key; unmodifiable
 * @param dataStart first byte of the data section, from the start of the file
 */
record SafetensorsHeader(
    Map<String, TensorInfo> tensors, Map<String, String> metadata, long dataStart) {

  /** Key of the metadata among the tensors' names. */
  static final String METADATA_KEY = "__metadata__";

  /** Bytes before the header: its length. */
  static final int LENGTH_BYTES = Long.BYTES;

  /** The format's own limit for a header, bytes. */
  static final int MAXIMUM_BYTES = 100_000_000;
}
