package org.softcpt.cli.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.softcpt.models.config.Precision;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.folder.QualityReport;

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
    Facts facts = new Facts().add("name", manifest.name()).add("exporter", manifest.exporter());
    precision(facts, path, manifest.precision());
    return facts
        .add("weights_sha256", manifest.weightsSha256())
        .add("image_encoder_sha256", manifest.imageEncoderDigest())
        .add("text_sha256", manifest.textDigest())
        .add("logit_scale", manifest.logitScale())
        .add("architecture", ArchitectureFacts.of(manifest.architecture()))
        .add("preprocessing", ArchitectureFacts.of(manifest.preprocessing()))
        .add("files", FileFacts.of(path, manifest.files()));
  }

  private static void precision(Facts facts, Path path, Precision precision) throws IOException {
    facts.add("precision", precision.id()).add("text_precision", precision.ofText().id());
    if (Files.exists(path.resolve(QualityReport.FILE))) {
      QualityReport report = QualityReport.read(path);
      facts
          .add("mean_cosine_to_fp32", report.meanCosine())
          .add("least_cosine_to_fp32", report.leastCosine());
    }
  }
}
