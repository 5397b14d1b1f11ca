package org.softcpt.cli.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.softcpt.models.folder.ModelManifest;

/** The folder that {@code softcpt export} writes. */
final class ModelKind implements Kind {

  @Override
  public String id() {
    return "model";
  }

  @Override
  public String title() {
    return "exported model";
  }

  @Override
  public String sign() {
    return "a model (%s)".formatted(ModelManifest.FILE);
  }

  @Override
  public boolean matches(Path path) {
    return Files.isRegularFile(path.resolve(ModelManifest.FILE));
  }

  @Override
  public Facts describe(Path path) throws IOException {
    ModelManifest manifest = ModelManifest.read(path);
    return new Facts()
        .add("name", manifest.name())
        .add("exporter", manifest.exporter())
        .add("precision", manifest.precision())
        .add("weights_sha256", manifest.weightsSha256())
        .add("image_encoder_sha256", manifest.imageEncoderDigest())
        .add("text_sha256", manifest.textDigest())
        .add("logit_scale", manifest.logitScale())
        .add("architecture", ArchitectureFacts.of(manifest.architecture()))
        .add("preprocessing", ArchitectureFacts.of(manifest.preprocessing()))
        .add("files", FileFacts.of(path, manifest.files()));
  }
}
