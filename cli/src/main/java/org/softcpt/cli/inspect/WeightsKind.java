package org.softcpt.cli.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.models.weights.HuggingFaceClip;

/** A folder with a CLIP in Hugging Face's layout. */
final class WeightsKind implements Kind {

  private static final String WEIGHTS = "model.safetensors";

  @Override
  public String id() {
    return "clip-weights";
  }

  @Override
  public String title() {
    return "CLIP weights in Hugging Face's layout";
  }

  @Override
  public String sign() {
    return "CLIP weights (config.json with %s)".formatted(WEIGHTS);
  }

  @Override
  public boolean matches(Path path) {
    return Files.isRegularFile(path.resolve("config.json"));
  }

  @Override
  public Facts describe(Path path) throws IOException {
    try (HuggingFaceClip clip = HuggingFaceClip.open(path);
        SafetensorsFile file = SafetensorsFile.open(path.resolve(WEIGHTS))) {
      return new Facts()
          .add("name", clip.name())
          .add("weights_sha256", clip.sha256())
          .add("parameters", TensorFacts.parameters(file))
          .add("tensors", file.tensors().size())
          .add("element_types", TensorFacts.types(file))
          .add("architecture", ArchitectureFacts.of(clip.config()))
          .add("preprocessing", ArchitectureFacts.of(clip.preprocessing()));
    }
  }
}
