package org.softcpt.models.weights;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.safetensors.DType;
import org.softcpt.models.safetensors.TensorFile;

/** A model in several files, and the index that says which tensor lies where. */
final class ShardedTensors implements TensorFile {

  private static final int MOST_SHARDS = 1000;

  private final Map<String, TensorFile> shards = new TreeMap<>();
  private final Map<String, TensorFile> byTensor = new LinkedHashMap<>();

  private ShardedTensors(Path index) throws IOException {
    ConfigFields fields = ConfigFields.read(index);
    if (!fields.value("weight_map").isObject()) {
      throw fields.wrong("weight_map", "an object of file names", fields.value("weight_map"));
    }
    for (Map.Entry<String, JsonNode> entry : fields.value("weight_map").properties()) {
      add(index, entry.getKey(), entry.getValue().asText());
    }
  }

  static ShardedTensors open(Path index) throws IOException {
    return new ShardedTensors(index);
  }

  /** The files' names, in alphabetical order. */
  List<String> files() {
    return List.copyOf(shards.keySet());
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(byTensor.keySet());
  }

  @Override
  public List<Integer> shape(String name) {
    return known(name).shape(name);
  }

  @Override
  public DType type(String name) {
    return known(name).type(name);
  }

  @Override
  public float[] floats(String name) throws IOException {
    if (!byTensor.containsKey(name)) {
      throw new InvalidInputException("no tensor '%s' in the index".formatted(name));
    }
    return byTensor.get(name).floats(name);
  }

  @Override
  public void close() {
    shards.values().forEach(TensorFile::close);
  }

  private void add(Path index, String tensor, String file) throws IOException {
    if (!file.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*")) {
      throw new InvalidInputException(
          "%s: tensor '%s' lies in '%s', expected the name of a file beside the index"
              .formatted(index, tensor, file));
    }
    if (!shards.containsKey(file)) {
      if (shards.size() == MOST_SHARDS) {
        throw new InvalidInputException(
            "%s: more than %d files, too many".formatted(index, MOST_SHARDS));
      }
      shards.put(file, TensorFiles.open(index.resolveSibling(file)));
    }
    TensorFile shard = shards.get(file);
    if (!shard.names().contains(tensor)) {
      throw new InvalidInputException(
          "%s: tensor '%s' is missing, %s says it is there"
              .formatted(index.resolveSibling(file), tensor, index.getFileName()));
    }
    byTensor.put(tensor, shard);
  }

  private TensorFile known(String name) {
    TensorFile shard = byTensor.get(name);
    if (shard == null) {
      throw new IllegalArgumentException("no tensor '%s' in the index".formatted(name));
    }
    return shard;
  }
}
