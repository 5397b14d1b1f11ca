package org.softcpt.onnx.inspect;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.softcpt.models.io.InvalidInputException;

/**
 * An ONNX file at a glance.
 *
 * @param producer program that wrote it; may be empty
 * @param operatorSets version by domain; ONNX's own domain is {@code ai.onnx}
 * @param metadata the model's metadata properties
 * @param inputs type and shape by name, e.g. {@code float [B, 3, 224, 224]}, in the graph's order
 * @param outputs the same of the outputs
 * @param operators how many nodes of each operator; other domains than ONNX's as {@code domain::Op}
 * @param weights number of elements of all initializers
 * @param externalFiles the files that hold weights outside the graph
 */
public record GraphSummary(
    String producer,
    SortedMap<String, Long> operatorSets,
    SortedMap<String, String> metadata,
    Map<String, String> inputs,
    Map<String, String> outputs,
    SortedMap<String, Integer> operators,
    long weights,
    Set<String> externalFiles) {

  private static final String ONNX_DOMAIN = "ai.onnx";

  /** Wraps the maps, so that nobody changes them. */
  public GraphSummary {
    operatorSets = Collections.unmodifiableSortedMap(operatorSets);
    metadata = Collections.unmodifiableSortedMap(metadata);
    inputs = Collections.unmodifiableMap(inputs);
    outputs = Collections.unmodifiableMap(outputs);
    operators = Collections.unmodifiableSortedMap(operators);
    externalFiles = Collections.unmodifiableSet(externalFiles);
  }

  /**
   * Reads a file.
   *
   * @param file an ONNX model of at most 2 GB; weights it keeps in other files do not count
   * @return what it says
   * @throws InvalidInputException if it is missing or no ONNX model
   * @throws IOException if reading fails
   */
  public static GraphSummary read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException(file + ": no such file");
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      ModelProto model = ModelProto.parseFrom(in);
      if (!model.hasGraph() || model.getOpsetImportCount() == 0) {
        throw new InvalidInputException(file + ": not an ONNX model: no graph or no operator set");
      }
      return of(model);
    } catch (InvalidProtocolBufferException e) {
      throw new InvalidInputException(file + ": not an ONNX model: " + e.getMessage(), e);
    }
  }

  private static GraphSummary of(ModelProto model) {
    List<TensorProto> weights = model.getGraph().getInitializerList();
    Set<String> weightNames =
        weights.stream().map(TensorProto::getName).collect(Collectors.toCollection(HashSet::new));
    return new GraphSummary(
        (model.getProducerName() + " " + model.getProducerVersion()).strip(),
        operatorSets(model),
        texts(model.getMetadataPropsList()),
        types(model.getGraph().getInputList(), weightNames), // old files list weights as inputs
        types(model.getGraph().getOutputList(), Set.of()),
        operators(model.getGraph().getNodeList()),
        weights.stream().mapToLong(GraphSummary::elements).sum(),
        externalFiles(weights));
  }

  private static SortedMap<String, Long> operatorSets(ModelProto model) {
    SortedMap<String, Long> versions = new TreeMap<>();
    model
        .getOpsetImportList()
        .forEach(set -> versions.put(domain(set.getDomain()), set.getVersion()));
    return versions;
  }

  private static String domain(String name) {
    return name.isEmpty() ? ONNX_DOMAIN : name;
  }

  private static SortedMap<String, String> texts(List<StringStringEntryProto> entries) {
    SortedMap<String, String> texts = new TreeMap<>();
    entries.forEach(entry -> texts.put(entry.getKey(), entry.getValue()));
    return texts;
  }

  private static Map<String, String> types(List<ValueInfoProto> values, Set<String> without) {
    Map<String, String> types = new LinkedHashMap<>();
    for (ValueInfoProto value : values) {
      if (!without.contains(value.getName())) {
        types.put(value.getName(), type(value.getType()));
      }
    }
    return types;
  }

  private static String type(TypeProto type) {
    if (!type.hasTensorType()) {
      return type.getValueCase().name().toLowerCase(Locale.ROOT);
    }
    TypeProto.Tensor tensor = type.getTensorType();
    TensorProto.DataType element = TensorProto.DataType.forNumber(tensor.getElemType());
    String name = element == null ? "unknown" : element.name().toLowerCase(Locale.ROOT);
    String shape =
        tensor.getShape().getDimList().stream()
            .map(GraphSummary::extent)
            .collect(Collectors.joining(", ", "[", "]"));
    return name + " " + (tensor.hasShape() ? shape : "of any shape");
  }

  private static String extent(TensorShapeProto.Dimension dimension) {
    return switch (dimension.getValueCase()) {
      case DIM_VALUE -> Long.toString(dimension.getDimValue());
      case DIM_PARAM -> dimension.getDimParam();
      default -> "?";
    };
  }

  private static SortedMap<String, Integer> operators(List<NodeProto> nodes) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    for (NodeProto node : nodes) {
      boolean own = domain(node.getDomain()).equals(ONNX_DOMAIN);
      String name = own ? node.getOpType() : node.getDomain() + "::" + node.getOpType();
      counts.merge(name, 1, Integer::sum);
    }
    return counts;
  }

  private static long elements(TensorProto weight) {
    return weight.getDimsList().stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
  }

  private static Set<String> externalFiles(List<TensorProto> weights) {
    Set<String> files = new TreeSet<>();
    for (TensorProto weight : weights) {
      if (weight.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
        weight.getExternalDataList().stream()
            .filter(entry -> entry.getKey().equals("location"))
            .forEach(entry -> files.add(entry.getValue()));
      }
    }
    return files;
  }
}
