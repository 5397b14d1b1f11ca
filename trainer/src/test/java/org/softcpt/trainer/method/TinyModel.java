package org.softcpt.trainer.method;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.softcpt.models.config.Activation;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.config.Precision;
import org.softcpt.models.config.TextConfig;
import org.softcpt.models.config.VisionTransformer;
import org.softcpt.models.io.Json;
import org.softcpt.models.tokenizer.ClipTokenizer;
import org.softcpt.models.weights.RandomClip;
import org.softcpt.onnx.export.ClipExporter;

/** An exported CLIP of two layers with random weights, and a tokenizer of single bytes. */
public final class TinyModel {

  private static final int VOCABULARY = 514;
  private static final double EPSILON = 1e-5;

  private TinyModel() {}

  /** Exports into {@code folder}, which is made. */
  public static Path export(Path folder) throws IOException {
    ClipConfig config =
        new ClipConfig(
            ToyProblem.WIDTH,
            new VisionTransformer(32, 16, 16, 1, 2, 32, Activation.QUICK_GELU, EPSILON),
            new TextConfig(VOCABULARY, 40, 16, 2, 2, 32, Activation.QUICK_GELU, EPSILON, 512, 513));
    Files.createDirectories(folder);
    ClipExporter.export(
        RandomClip.weights(config, 5, "tiny"),
        tokenizer(folder.resolveSibling("bytes")),
        Precision.FP32,
        folder);
    return folder;
  }

  private static ClipTokenizer tokenizer(Path folder) throws IOException {
    Map<String, Integer> tokens = new LinkedHashMap<>();
    int other = 256; // bytes without a printable character of their own take later ones
    for (int code = 0; code < 256; code++) {
      boolean printable = code > 32 && code < 127 || code > 160 && code < 256 && code != 173;
      String text = Character.toString(printable ? code : other++);
      tokens.put(text, tokens.size());
      tokens.put(text + "</w>", tokens.size());
    }
    tokens.put("<|startoftext|>", 512);
    tokens.put("<|endoftext|>", 513);
    Files.createDirectories(folder);
    Json.write(folder.resolve("vocab.json"), tokens);
    Files.writeString(folder.resolve("merges.txt"), "#version: 0.2\n");
    return ClipTokenizer.open(folder);
  }
}
