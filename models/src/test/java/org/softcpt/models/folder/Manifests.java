package org.softcpt.models.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.softcpt.models.config.Activation;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.config.Precision;
import org.softcpt.models.config.TextConfig;
import org.softcpt.models.config.VisionTransformer;
import org.softcpt.models.image.Preprocessing;
import org.softcpt.models.io.Sha256;

/** Folders whose files hold nothing but their names, and manifests for them. */
final class Manifests {

  private static final List<String> FILES =
      List.of(
          "image_encoder.onnx",
          "image.safetensors",
          "text_encoder.onnx",
          "text.safetensors",
          "prompt_encoder.onnx",
          "task_segment.onnx",
          "class_segment.onnx",
          "prompt_encoder_anywhere.onnx",
          "task_segment_anywhere.onnx",
          "class_segment_anywhere.onnx",
          "tokenizer/vocab.json",
          "tokenizer/merges.txt",
          "tokenizer/settings.json");

  private Manifests() {}

  static ModelManifest model(Path folder) throws IOException {
    return model(digests(folder, FILES));
  }

  static ModelManifest model(FileDigests files) {
    VisionTransformer vision =
        new VisionTransformer(8, 4, 16, 2, 2, 32, Activation.QUICK_GELU, 1e-5);
    TextConfig text = new TextConfig(50, 12, 16, 2, 2, 32, Activation.QUICK_GELU, 1e-5, 48, 49);
    return new ModelManifest(
        "softcpt 0.1",
        "tiny",
        Precision.FP32,
        Sha256.of("weights"),
        new ClipConfig(6, vision, text),
        Preprocessing.clip(8),
        4.6,
        files);
  }

  static BundleManifest bundle(Path folder) throws IOException {
    FileDigests files =
        digests(folder, List.of("heads.safetensors", "image_encoder.onnx", "image.safetensors"));
    return new BundleManifest(
        List.of(
            new BundleManifest.Task("pets", "animal classification", List.of("cat", "dog")),
            new BundleManifest.Task("size", "size", List.of("small"))),
        HeadKind.COSINE,
        4.6,
        Preprocessing.clip(8),
        files.combined("image_encoder.onnx", "image.safetensors"),
        Map.of("method", "softcpt-nata", "seed", "1"),
        files);
  }

  private static FileDigests digests(Path folder, List<String> names) throws IOException {
    for (String name : names) {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.writeString(folder.resolve(name), "content of " + name);
    }
    return FileDigests.of(folder, names);
  }
}
