package org.softcpt.models.weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.safetensors.DType;
import org.softcpt.models.safetensors.TensorFile;

/**
 * A file of tensors that holds a CLIP: how it names them, and what stands before every name.
 *
 * @param file the tensors
 * @param naming how the file names them
 * @param prefix what precedes each name, e.g. {@code module.} of distributed training
 */
record NamedFile(TensorFile file, Naming naming, String prefix) {

  /** What training programs wrap around a model's tensors. */
  private static final List<String> PREFIXES =
      List.of("", "module.", "state_dict.", "state_dict.module.", "model.", "model.module.");

  /** Buffers that PyTorch saves with a model: sizes, masks, counters that no arithmetic reads. */
  private static final Set<String> IGNORED =
      Set.of(
          "position_ids",
          "attn_mask",
          "num_batches_tracked",
          "input_resolution",
          "context_length",
          "vocab_size");

  /**
   * Finds out how a file names its tensors.
   *
   * @param source for messages
   * @throws InvalidInputException if the file holds no CLIP, or several
   */
  static NamedFile of(Object source, TensorFile file) throws InvalidInputException {
    List<NamedFile> found = find(file);
    if (found.size() != 1) {
      throw new InvalidInputException(
          "%s: %d tensors, %s; looked for %s"
              .formatted(
                  source,
                  file.names().size(),
                  found.isEmpty() ? "not a CLIP's" : "of several CLIPs",
                  signs()));
    }
    return found.get(0);
  }

  /** All ways in which a file's names can be read. */
  static List<NamedFile> find(TensorFile file) {
    List<NamedFile> found = new ArrayList<>();
    for (Naming naming : Naming.values()) {
      for (String prefix : PREFIXES) {
        if (file.names().contains(prefix + naming.sign())) {
          found.add(new NamedFile(file, naming, prefix));
        }
      }
    }
    return found;
  }

  private static String signs() {
    return Arrays.stream(Naming.values())
            .map(naming -> "'%s' (%s)".formatted(naming.sign(), naming.title()))
            .collect(Collectors.joining(", "))
        + ", also behind 'module.', 'state_dict.' or 'model.'";
  }

  /** Where a tensor of {@link ClipTensors} is found, prefix included. */
  SourceTensor source(String canonical) {
    SourceTensor source = naming.source(canonical);
    return new SourceTensor(prefix + source.name(), source.part());
  }

  boolean has(String canonical) {
    return file.names().contains(source(canonical).name());
  }

  List<Integer> shape(String canonical) {
    SourceTensor source = source(canonical);
    return source.shape(file.shape(source.name()));
  }

  DType type(String canonical) {
    return file.type(source(canonical).name());
  }

  /** The model's tensors beyond some, which would mean arithmetic that is not done here. */
  Set<String> beyond(Set<String> canonical) {
    Set<String> rest = new LinkedHashSet<>();
    for (String name : file.names()) {
      if (name.startsWith(prefix) && !IGNORED.contains(name.substring(name.lastIndexOf('.') + 1))) {
        rest.add(name);
      }
    }
    canonical.forEach(name -> rest.remove(source(name).name()));
    return rest;
  }
}
