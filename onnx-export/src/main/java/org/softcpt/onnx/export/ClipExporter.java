package org.softcpt.onnx.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.softcpt.models.config.ClipConfig;
import org.softcpt.models.config.ModifiedResNet;
import org.softcpt.models.config.Precision;
import org.softcpt.models.folder.FileDigests;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.folder.PromptGraphs;
import org.softcpt.models.io.AtomicFile;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.safetensors.SafetensorsWriter;
import org.softcpt.models.tokenizer.ClipTokenizer;
import org.softcpt.models.weights.ClipWeights;
import org.softcpt.onnx.clip.ClipGraphs;
import org.softcpt.onnx.clip.ContextPlaces;
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

  private final ClipWeights weights;
  private final Precision precision;
  private final Path folder;
  private final List<String> files = new ArrayList<>();

  private ClipExporter(ClipWeights weights, Precision precision, Path folder) {
    this.weights = weights;
    this.precision = precision;
    this.folder = folder;
  }

  /**
   * Writes the files of a model folder; the manifest last, so that a folder with a manifest is
   * complete.
   *
   * @param weights the model; its preprocessing and digest go into the manifest
   * @param tokenizer the tokenizer that goes with the model's token embeddings
   * @param precision of the graphs
   * @param folder an existing, empty folder
   * @return the manifest that was written
   * @throws InvalidInputException if the architecture or a weight does not fit the precision
   * @throws IOException if reading weights or writing files fails
   */
  public static ModelManifest export(
      ClipWeights weights, ClipTokenizer tokenizer, Precision precision, Path folder)
      throws IOException {
    return new ClipExporter(weights, precision, folder).export(tokenizer);
  }

  /**
   * Writes the image encoder only, to compare with.
   *
   * @param weights the model
   * @param precision of the graph
   * @param folder an existing, empty folder
   * @return the two files that were written
   * @throws org.softcpt.models.io.InvalidInputException if a weight does not fit the precision
   * @throws IOException if reading weights or writing files fails
   */
  public static FileDigests exportImageEncoder(
      ClipWeights weights, Precision precision, Path folder) throws IOException {
    ClipExporter exporter = new ClipExporter(weights, precision, folder);
    exporter.writeImageEncoder();
    return FileDigests.of(folder, exporter.files);
  }

  private ModelManifest export(ClipTokenizer tokenizer) throws IOException {
    ClipConfig config = weights.config();
    double logitScale = weights.tensors().floats("logit_scale")[0];
    writeLocalEncoder(writeImageEncoder());
    writeTextGraphs(Math.exp(logitScale));
    writeTokenizer(tokenizer);
    return writeManifest(config, logitScale);
  }

  private Path writeImageEncoder() throws IOException {
    ClipConfig config = weights.config();
    if (precision == Precision.INT8 && config.vision() instanceof ModifiedResNet) {
      throw new InvalidInputException(
          weights.name() + ": int8 is for vision transformers; expected fp32 or fp16 for a ResNet");
    }
    Path weightFile =
        write(
            ModelManifest.IMAGE_WEIGHTS,
            ImageTower.of(config, precision).fold(weights.tensors()),
            precision);
    ClipGraphs graphs = new ClipGraphs(config, ElementType.FLOAT, precision);
    write(ModelManifest.IMAGE_ENCODER, graphs.imageEncoder(), weightFile, precision);
    return weightFile;
  }

  private void writeLocalEncoder(Path weightFile) throws IOException {
    ClipGraphs graphs = new ClipGraphs(weights.config(), ElementType.FLOAT, precision);
    write(ModelManifest.LOCAL_ENCODER, graphs.localEncoder(), weightFile, precision);
  }

  private void writeTextGraphs(double scale) throws IOException {
    ClipConfig config = weights.config();
    Precision text = precision.ofText();
    ClipGraphs graphs = new ClipGraphs(config, ElementType.FLOAT, text);
    Path weightFile =
        write(
            ModelManifest.TEXT_WEIGHTS,
            TextWeights.fold(config.text(), config.embedDim(), weights.tensors(), text),
            text);
    write(ModelManifest.TEXT_ENCODER, graphs.textEncoder(), weightFile, text);
    for (ContextPlaces places : ContextPlaces.values()) {
      PromptGraphs names = PromptGraphs.of(places == ContextPlaces.ANYWHERE);
      write(names.promptEncoder(), graphs.promptEncoder(places), weightFile, text);
      write(names.taskSegment(), graphs.taskSegment(places), weightFile, text);
      write(names.classSegment(), graphs.classSegment(places, scale), weightFile, text);
    }
  }

  private Path write(String name, List<FoldedTensor> tensors, Precision stored) throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter();
    provenance(stored).forEach(writer::metadata);
    Comparator<FoldedTensor> wideFirst = // so that every element lies at a multiple of its size
        Comparator.comparing(tensor -> -tensor.dtype().bytes());
    for (FoldedTensor tensor : tensors.stream().sorted(wideFirst).toList()) {
      writer.add(tensor.name(), tensor.dtype(), tensor.shape(), tensor.content());
    }
    Path file = folder.resolve(name);
    writer.write(file);
    files.add(name);
    return file;
  }

  private void write(String name, Graph graph, Path weightFile, Precision stored)
      throws IOException {
    ModelProto model =
        OnnxWriter.write(graph, ExternalWeights.in(weightFile), provenance(stored), EXPORTER);
    AtomicFile.write(
        folder.resolve(name),
        temporary -> {
          try (OutputStream out = Files.newOutputStream(temporary)) {
            model.writeTo(out);
          }
        });
    files.add(name);
  }

  private Map<String, String> provenance(Precision stored) {
    Map<String, String> entries = new TreeMap<>();
    entries.put("softcpt.exporter", EXPORTER);
    entries.put("softcpt.model", weights.name());
    entries.put("softcpt.weights_sha256", weights.sha256());
    entries.put("softcpt.precision", stored.id());
    return entries;
  }

  private void writeTokenizer(ClipTokenizer tokenizer) throws IOException {
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
            precision,
            weights.sha256(),
            config,
            weights.preprocessing(),
            logitScale,
            FileDigests.of(folder, files));
    manifest.write(folder);
    return manifest;
  }
}
