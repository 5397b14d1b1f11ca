package org.softcpt.trainer.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.io.Json;
import org.softcpt.models.io.Sha256;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.models.safetensors.SafetensorsWriter;
import org.softcpt.trainer.training.RunFolder;

/** Bundles as they were written when a meta network was two matrices. */
final class EarlierBundle {

  private static final String MATRICES = "meta_network.safetensors";

  private EarlierBundle() {}

  /** Puts the run's matrices in place of its bundle's graph. */
  static void make(RunFolder run) throws IOException {
    Path file = run.bundle().resolve(MATRICES);
    try (SafetensorsFile parameters = SafetensorsFile.open(run.parameters())) {
      new SafetensorsWriter()
          .add("task_context", parameters.tensor("task_context"))
          .add("sub_network", parameters.tensor("sub_network"))
          .write(file);
    }
    Files.delete(run.bundle().resolve(BundleManifest.META_NETWORK));
    Path manifest = run.bundle().resolve(BundleManifest.FILE);
    ObjectNode json = (ObjectNode) Json.mapper().readTree(manifest.toFile());
    json.withObject("/meta_network").put("version", 1);
    ObjectNode files = json.withObject("/files");
    files.remove(BundleManifest.META_NETWORK);
    files.put(MATRICES, Sha256.of(file));
    Json.mapper().writeValue(manifest.toFile(), json);
  }
}
