package org.softcpt.models.weights;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.safetensors.DType;
import org.softcpt.models.safetensors.ElementReader;
import org.softcpt.models.safetensors.TensorFile;

/** A file's tensors by the names of {@link ClipTensors}, every one checked to be there and fit. */
final class CanonicalTensors implements TensorFile {

  private final NamedFile named;
  private final Map<String, List<Integer>> shapes;

  private CanonicalTensors(NamedFile named, Map<String, List<Integer>> shapes) {
    this.named = named;
    this.shapes = shapes;
  }

  /**
   * Checks a file against an architecture.
   *
   * @param source for messages
   * @throws InvalidInputException if a tensor is missing, misshapen, not of floating-point numbers,
   *     or of no known use
   */
  static CanonicalTensors of(Object source, NamedFile named, ClipConfig config)
      throws InvalidInputException {
    Map<String, List<Integer>> shapes = ClipTensors.shapes(config);
    CanonicalTensors tensors = new CanonicalTensors(named, shapes);
    tensors.requireAll(source);
    tensors.requireShapes(source);
    Set<String> rest = named.beyond(shapes.keySet());
    if (!rest.isEmpty()) {
      throw new InvalidInputException(
          "%s: tensor '%s' belongs to no part of CLIP that is supported (%d such tensors)"
              .formatted(source, rest.iterator().next(), rest.size()));
    }
    return tensors;
  }

  @Override
  public Set<String> names() {
    return shapes.keySet();
  }

  @Override
  public List<Integer> shape(String name) {
    requireKnown(name);
    return shapes.get(name);
  }

  @Override
  public DType type(String name) {
    requireKnown(name);
    return named.type(name);
  }

  @Override
  public float[] floats(String name) throws IOException {
    if (!shapes.containsKey(name)) {
      throw new InvalidInputException("a CLIP has no tensor '%s'".formatted(name));
    }
    SourceTensor source = named.source(name);
    return source.values(named.file().shape(source.name()), named.file().floats(source.name()));
  }

  @Override
  public void close() {
    named.file().close();
  }

  private void requireAll(Object source) throws InvalidInputException {
    List<String> missing = shapes.keySet().stream().filter(name -> !named.has(name)).toList();
    if (!missing.isEmpty()) {
      throw new InvalidInputException(
          "%s: tensor '%s' is missing (%d of the %d needed are)"
              .formatted(
                  source, named.source(missing.get(0)).name(), missing.size(), shapes.size()));
    }
  }

  private void requireShapes(Object source) throws InvalidInputException {
    for (Map.Entry<String, List<Integer>> needed : shapes.entrySet()) {
      String name = needed.getKey();
      if (!named.shape(name).equals(needed.getValue())
          || !ElementReader.FLOATS.contains(named.type(name))) {
        SourceTensor tensor = named.source(name);
        String part = tensor.part() == SourceTensor.Part.WHOLE ? "" : " (" + tensor.part() + ")";
        throw new InvalidInputException(
            "%s: tensor '%s'%s must be %s of %s, is %s of %s"
                .formatted(
                    source,
                    tensor.name(),
                    part,
                    needed.getValue(),
                    ElementReader.FLOATS,
                    named.shape(name),
                    named.type(name)));
      }
    }
  }

  private void requireKnown(String name) {
    if (!shapes.containsKey(name)) {
      throw new IllegalArgumentException("a CLIP has no tensor '%s'".formatted(name));
    }
  }
}
