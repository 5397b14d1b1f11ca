package org.softcpt.cli.inspect;

import java.util.TreeSet;
import java.util.stream.Collectors;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.models.safetensors.TensorInfo;

/** The tensors of a safetensors file, counted and listed. */
final class TensorFacts {

  private TensorFacts() {}

  /** Number of elements of all tensors. */
  static long parameters(SafetensorsFile file) {
    return file.tensors().values().stream().mapToLong(TensorInfo::elements).sum();
  }

  /** The element types that occur. */
  static String types(SafetensorsFile file) {
    return file.tensors().values().stream()
        .map(TensorInfo::dtype)
        .collect(Collectors.toCollection(TreeSet::new))
        .toString();
  }

  /** Type and shape by name. */
  static Facts list(SafetensorsFile file) {
    Facts facts = new Facts();
    file.tensors().forEach((name, info) -> facts.add(name, info.dtype() + " " + info.shape()));
    return facts;
  }
}
