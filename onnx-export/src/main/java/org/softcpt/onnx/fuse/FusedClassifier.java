package org.softcpt.onnx.fuse;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.softcpt.models.folder.BundleFiles;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.models.io.AtomicFile;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;
import org.softcpt.models.io.Sha256;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.onnx.export.ClipExporter;
import org.softcpt.onnx.graph.Graph;
import org.softcpt.onnx.graph.OnnxWriter;
import org.softcpt.onnx.graph.WeightEncoding;

/**
 * Makes one ONNX file of a bundle: {@code pixels [B, 3, S, S]} to a probability per class, {@code
 * [B, C_t]}, for each task, named by the task's id, and {@code features [B, D]}. Labels,
 * preprocessing, digests and provenance are JSON in the file's metadata, under {@value #METADATA}.
 *
 * <p>The same bundle gives the same bytes. A file of 2 GiB and more would break protobuf's limit:
 * then the encoder's weights lie in a second file, {@code NAME.data}, which belongs beside it.
 */
public final class FusedClassifier {

  /** Key of the JSON object in the model's metadata. */
  public static final String METADATA = "softcpt.classifier";

  /** The input. */
  public static final String PIXELS = "pixels";

  /** The output that is no task's. */
  public static final String FEATURES = "features";

  /** What is added to the file's name for weights that do not fit into it. */
  public static final String DATA_SUFFIX = ".data";

  static final String HEAD_SCOPE = "head/";

  /** Protobuf's readers take no more. */
  private static final long LARGEST_FILE = Integer.MAX_VALUE;

  /** A head's numbers are constants of its graph. */
  private static final WeightEncoding NO_WEIGHTS =
      (tensor, value, weight) -> {
        throw new IOException("no store for the head's weight " + value);
      };

  private final Path bundle;
  private final BundleManifest manifest;
  private final BundleFiles files;
  private final long largestFile;

  private FusedClassifier(Path bundle, BundleFiles files, long largestFile) {
    this.bundle = bundle;
    this.manifest = files.manifest();
    this.files = files;
    this.largestFile = largestFile;
  }

  /**
   * What was written.
   *
   * @param manifest the bundle's
   * @param width D of the features
   * @param bytes of both files
   * @param data the second file, if the weights did not fit into the first
   */
  public record Written(BundleManifest manifest, int width, long bytes, Optional<Path> data) {}

  /**
   * Writes the file, atomically.
   *
   * @param bundle what {@code softcpt train} wrote to {@code RUN/bundle}; its files are digested
   * @param target the file to make or replace
   * @return what was written
   * @throws InvalidInputException if a file of the bundle is missing or damaged, the parts do not
   *     fit, or a task's id is the name of something else in the graph
   * @throws IOException if reading or writing fails; what was there before stays
   */
  public static Written write(Path bundle, Path target) throws IOException {
    return write(bundle, target, LARGEST_FILE);
  }

  /** The same with another limit than protobuf's. */
  static Written write(Path bundle, Path target, long largestFile) throws IOException {
    return new FusedClassifier(bundle, BundleFiles.open(bundle), largestFile).write(target);
  }

  private Written write(Path target) throws IOException {
    EncoderGraph encoder = encoder();
    ModelStream stream = stream(encoder);
    Path weightFile = files.file(ModelManifest.IMAGE_WEIGHTS);
    if (stream.size() <= largestFile) {
      AtomicFile.write(target, temporary -> stream.write(temporary, weightFile));
      return new Written(manifest, encoder.width(), Files.size(target), Optional.empty());
    }
    Path data = target.resolveSibling(target.getFileName() + DATA_SUFFIX);
    AtomicFile.write(data, temporary -> Files.copy(weightFile, temporary));
    AtomicFile.write(
        target, temporary -> stream.writeReferring(temporary, data.getFileName().toString()));
    long bytes = Files.size(target) + Files.size(data);
    return new Written(manifest, encoder.width(), bytes, Optional.of(data));
  }

  private EncoderGraph encoder() throws IOException {
    EncoderGraph encoder = EncoderGraph.read(files.file(ModelManifest.IMAGE_ENCODER));
    if (encoder.side() != manifest.preprocessing().crop()) {
      throw new InvalidInputException(
          "%s: the encoder takes side %d, preprocessing cuts %d"
              .formatted(bundle, encoder.side(), manifest.preprocessing().crop()));
    }
    return encoder;
  }

  private ModelStream stream(EncoderGraph encoder) throws IOException {
    GraphProto graph = encoder.model().getGraph();
    JoinedGraph.requireOwnNames(bundle, graph, manifest.tasks());
    JoinedGraph joined = new JoinedGraph(graph, head(encoder.width()));
    ModelStream stream = new ModelStream(described(encoder), joined.withoutOutsideWeights());
    long size = Files.size(files.file(ModelManifest.IMAGE_WEIGHTS));
    for (TensorProto tensor : joined.outsideWeights()) {
      stream.copy(tensor, WeightRange.of(tensor, ModelManifest.IMAGE_WEIGHTS, size));
    }
    return stream;
  }

  private GraphProto head(int width) throws IOException {
    Path file = files.file(BundleManifest.HEADS);
    try (SafetensorsFile heads = SafetensorsFile.open(file)) {
      Map<String, FloatTensor> tensors = new HashMap<>();
      for (String name : heads.names()) {
        tensors.put(name, heads.tensor(name));
      }
      HeadWeights weights = new HeadWeights(manifest.tasks(), tensors, width);
      Graph graph = HeadGraph.of(manifest.head(), weights, manifest.logitScale());
      return OnnxWriter.write(graph, NO_WEIGHTS, Map.of(), ClipExporter.EXPORTER).getGraph();
    } catch (IllegalArgumentException e) { // no such tensor, or another shape
      throw new InvalidInputException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private ModelProto described(EncoderGraph encoder) throws IOException {
    Map<String, String> metadata = new TreeMap<>();
    for (StringStringEntryProto entry : encoder.model().getMetadataPropsList()) {
      metadata.put(entry.getKey(), entry.getValue());
    }
    String digest = Sha256.of(bundle.resolve(BundleManifest.FILE));
    metadata.put(METADATA, Json.line(ClassifierFacts.of(manifest, digest, encoder.width())));
    ModelProto.Builder model =
        encoder.model().toBuilder()
            .clearGraph()
            .clearMetadataProps()
            .setProducerName(ClipExporter.EXPORTER);
    metadata.forEach(
        (key, value) ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build();
  }
}
