package org.softcpt.cli.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.onnx.inspect.GraphSummary;

/** The folder that {@code softcpt train} writes for inference. */
final class BundleKind implements Kind {

  @Override
  public String id() {
    return "bundle";
  }

  @Override
  public String title() {
    return "bundle";
  }

  @Override
  public String sign() {
    return "a bundle (%s)".formatted(BundleManifest.FILE);
  }

  @Override
  public boolean matches(Path path) {
    return Files.isRegularFile(path.resolve(BundleManifest.FILE));
  }

  @Override
  public Facts describe(Path path) throws IOException {
    BundleManifest manifest = BundleManifest.read(path);
    Facts tasks = new Facts();
    manifest.tasks().forEach(task -> tasks.add(task.id(), task.classes()));
    Facts provenance = new Facts();
    manifest.provenance().forEach(provenance::add);
    Facts facts =
        new Facts()
            .add("classes", manifest.classCount())
            .add("tasks", tasks)
            .add("head", manifest.head())
            .add("answers_new_tasks", manifest.newTasks().isPresent());
    if (manifest.newTasks().isPresent()) {
      facts.add("meta_network", metaNetwork(path, manifest.newTasks().get()));
    }
    return facts
        .add("logit_scale", manifest.logitScale())
        .add("image_encoder_sha256", manifest.imageEncoderSha256())
        .add("preprocessing", ArchitectureFacts.of(manifest.preprocessing()))
        .add("provenance", provenance)
        .add("files", FileFacts.of(path, manifest.files()));
  }

  private static Facts metaNetwork(Path bundle, BundleManifest.MetaNetworkEntry entry)
      throws IOException {
    Facts facts =
        new Facts()
            .add("file", entry.file())
            .add("version", entry.version())
            .add("prompt_tokens_at_most", entry.positions());
    if (entry.hasGraph()) {
      GraphSummary graph = GraphSummary.read(bundle.resolve(entry.file()));
      facts
          .add("inputs", OnnxKind.facts(graph.inputs()))
          .add("outputs", OnnxKind.facts(graph.outputs()))
          .add("weights", graph.weights());
    }
    return facts;
  }
}
