package org.softcpt.cli.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.softcpt.models.io.Sha256;
import org.softcpt.models.safetensors.SafetensorsFile;

/** Any safetensors file: weights, a shard of a cache, a checkpoint. */
final class SafetensorsKind implements Kind {

  @Override
  public String id() {
    return "safetensors";
  }

  @Override
  public String title() {
    return "safetensors file";
  }

  @Override
  public String sign() {
    return "tensors (*.safetensors)";
  }

  @Override
  public boolean matches(Path path) {
    return Files.isRegularFile(path) && path.toString().endsWith(".safetensors");
  }

  @Override
  public Facts describe(Path path) throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      Facts metadata = new Facts();
      file.metadata().forEach(metadata::add);
      return new Facts()
          .add("bytes", Files.size(path))
          .add("sha256", Sha256.of(path))
          .add("parameters", TensorFacts.parameters(file))
          .add("metadata", metadata)
          .add("tensors", TensorFacts.list(file));
    }
  }
}
