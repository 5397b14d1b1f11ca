package org.softcpt.runtime;

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
import org.softcpt.models.folder.BundleHead;
import org.softcpt.models.folder.BundleManifest.Task;
import org.softcpt.models.folder.BundleWriter;
import org.softcpt.models.folder.FileDigests;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.folder.PromptGraphs;
import org.softcpt.models.image.Preprocessing;
import org.softcpt.models.io.Sha256;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.models.tokenizer.ClipTokenizer;

/** A model folder around the tiny graphs, and bundles made with it. */
public final class Bundles {

  /** Five classes in two tasks. */
  public static final List<Task> TASKS =
      List.of(
          new Task("colour", "colour of the picture", List.of("red", "green", "blue")),
          new Task("light", "light of the picture", List.of("dark", "bright")));

  private static final List<String> FILES =
      List.of(
          ModelManifest.IMAGE_ENCODER,
          ModelManifest.IMAGE_WEIGHTS,
          ModelManifest.TEXT_ENCODER,
          ModelManifest.TEXT_WEIGHTS,
          ModelManifest.PROMPT_ENCODER,
          ModelManifest.TASK_SEGMENT,
          ModelManifest.CLASS_SEGMENT,
          PromptGraphs.of(true).promptEncoder(),
          PromptGraphs.of(true).taskSegment(),
          PromptGraphs.of(true).classSegment(),
          ModelManifest.VOCABULARY,
          ModelManifest.MERGES,
          ModelManifest.TOKENIZER_SETTINGS);

  private Bundles() {}

  /** Encoders and tokenizer are real; the training graphs are empty files. */
  public static Path model(Path folder) throws IOException {
    Files.createDirectories(folder);
    Graphs.encoderFolder(folder);
    Graphs.textFolder(folder);
    Tokenizers.write(folder.resolve("tokenizer"));
    ClipTokenizer.open(folder.resolve("tokenizer")).write(folder.resolve("tokenizer"));
    for (String name : FILES) {
      if (!Files.exists(folder.resolve(name))) {
        Files.createFile(folder.resolve(name));
      }
    }
    VisionTransformer vision =
        new VisionTransformer(Graphs.SIDE, 2, 8, 1, 1, 8, Activation.QUICK_GELU, 1e-5);
    TextConfig text =
        new TextConfig(
            514,
            Graphs.CONTEXT,
            8,
            1,
            1,
            8,
            Activation.QUICK_GELU,
            1e-5,
            Tokenizers.START,
            Tokenizers.END);
    new ModelManifest(
            "test",
            "tiny",
            Precision.FP32,
            Sha256.of("weights"),
            new ClipConfig(Graphs.WIDTH, vision, text),
            Preprocessing.clip(Graphs.SIDE),
            Math.log(20),
            FileDigests.of(folder, FILES))
        .write(folder);
    return folder;
  }

  /** Text features as the tiny encoder's weights are, and a little more. */
  public static Path bundle(Path model, Path bundle) throws IOException {
    float[] features = new float[5 * Graphs.WIDTH];
    for (int i = 0; i < features.length; i++) {
      features[i] = Graphs.weight(i / Graphs.WIDTH, i % Graphs.WIDTH) + 0.1f;
    }
    new BundleWriter(model, ModelManifest.read(model))
        .write(
            bundle,
            TASKS,
            BundleHead.cosine(FloatTensor.of(features, 5, Graphs.WIDTH)),
            Map.of("seed", "1"));
    return bundle;
  }
}
