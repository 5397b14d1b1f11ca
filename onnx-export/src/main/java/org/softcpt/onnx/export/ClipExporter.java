package org.softcpt.onnx.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.folder.FileDigests;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.io.AtomicFile;
import org.softcpt.models.safetensors.DType;
import org.softcpt.models.safetensors.SafetensorsWriter;
import org.softcpt.models.tokenizer.ClipTokenizer;
import org.softcpt.models.weights.ClipWeights;
import org.softcpt.onnx.clip.ClipGraphs;
import org.softcpt.onnx.clip.FoldedTensor;
import org.softcpt.onnx.clip.ImageTower;
import org.softcpt.onnx.clip.TextWeights;
import org.softcpt.onnx.graph.ElementType;
import org.softcpt.onnx.graph.Graph;
import org.softcpt.onnx.graph.OnnxWriter;

/**
 * Writes a model folder from CLIP weights. Weights are folded and written one tensor at a time:
 * memory stays near the size of the largest tensor.
 */
public final class ClipExporter {

  /** Name and version of this program, as recorded in what it writes. */
  public static final String EXPORTER = "softcpt 0.1.0";

  private static final String PRECISION = "fp32";

  private final ClipWeights weights;
  private final ClipTokenizer tokenizer;
  private final Path folder;
  private final List<String> files = new ArrayList<>();

  private ClipExporter(ClipWeights weights, ClipTokenizer tokenizer, Path folder) {
    this.weights = weights;
    this.tokenizer = tokenizer;
    this.folder = folder;
  }

  /**
   * Writes the files of a model folder; the manifest last, so that a folder with a manifest is
   * complete.
   *
   * @param weights the model; its preprocessing and digest go into the manifest
   * @param tokenizer the tokenizer that goes with the model's token embeddings
   * @param folder an existing, empty folder
   * @return the manifest that was written
   * @throws IOException if reading weights or writing files fails
   */
  public static ModelManifest export(ClipWeights weights, ClipTokenizer tokenizer, Path folder)
      throws IOException {
    return new ClipExporter(weights, tokenizer, folder).export();
  }

  private ModelManifest export() throws IOException {
    ClipConfig config = weights.config();
    double logitScale = weights.tensors().floats("logit_scale")[0];
    ClipGraphs graphs = new ClipGraphs(config, ElementType.FLOAT);
    Path imageWeights =
        write(ModelManifest.IMAGE_WEIGHTS, ImageTower.of(config).fold(weights.tensors()));
    write(ModelManifest.IMAGE_ENCODER, graphs.imageEncoder(), imageWeights);
    Path textWeights =
        write(
            ModelManifest.TEXT_WEIGHTS,
            TextWeights.fold(config.text(), config.embedDim(), weights.tensors()));
    write(ModelManifest.TEXT_ENCODER, graphs.textEncoder(), textWeights);
    write(ModelManifest.PROMPT_ENCODER, graphs.promptEncoder(), textWeights);
    write(ModelManifest.TASK_SEGMENT, graphs.taskSegment(), textWeights);
    write(ModelManifest.CLASS_SEGMENT, graphs.classSegment(Math.exp(logitScale)), textWeights);
    writeTokenizer();
    return writeManifest(config, logitScale);
  }

  private Path write(String name, List<FoldedTensor> tensors) throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter();
    provenance().forEach(writer::metadata);
    for (FoldedTensor tensor : tensors) {
      writer.add(tensor.name(), DType.F32, tensor.shape(), tensor.content());
    }
    Path file = folder.resolve(name);
    writer.write(file);
    files.add(name);
    return file;
  }

  private void write(String name, Graph graph, Path weightFile) throws IOException {
    ModelProto model =
        OnnxWriter.write(graph, ExternalWeights.in(weightFile), provenance(), EXPORTER);
    AtomicFile.write(
        folder.resolve(name),
        temporary -> {
          try (OutputStream out = Files.newOutputStream(temporary)) {
            model.writeTo(out);
          }
        });
    files.add(name);
  }

  private Map<String, String> provenance() {
    Map<String, String> entries = new TreeMap<>();
    entries.put("softcpt.exporter", EXPORTER);
    entries.put("softcpt.model", weights.name());
    entries.put("softcpt.weights_sha256", weights.sha256());
    entries.put("softcpt.precision", PRECISION);
    return entries;
  }

  private void writeTokenizer() throws IOException {
    Path target = Files.createDirectories(folder.resolve(ModelManifest.VOCABULARY).getParent());
    tokenizer.write(target);
    files.add(ModelManifest.VOCABULARY);
    files.add(ModelManifest.MERGES);
    files.add(ModelManifest.TOKENIZER_SETTINGS);
  }

  private ModelManifest writeManifest(ClipConfig config, double logitScale) throws IOException {
    ModelManifest manifest =
        new ModelManifest(
            EXPORTER,
            weights.name(),
            PRECISION,
            weights.sha256(),
            config,
            weights.preprocessing(),
            logitScale,
            FileDigests.of(folder, files));
    manifest.write(folder);
    return manifest;
  }
}
