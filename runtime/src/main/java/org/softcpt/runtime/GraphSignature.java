package org.softcpt.runtime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.softcpt.models.io.InvalidInputException;

/**
 * What a graph is called, takes and gives; checks a run's names and shapes before native code does.
 */
record GraphSignature(
    String name,
    Map<String, TensorSpec> inputs,
    Map<String, TensorSpec> outputs,
    Map<String, String> metadata) {

  GraphSignature {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    metadata = Map.copyOf(metadata);
  }

  static GraphSignature of(String name, OrtSession session)
      throws OrtException, InvalidInputException {
    return new GraphSignature(
        name,
        specs(name, session.getInputInfo()),
        specs(name, session.getOutputInfo()),
        session.getMetadata().getCustomMetadata());
  }

  void requireFits(Inputs given) {
    if (!given.values().keySet().equals(inputs.keySet())) {
      throw new IllegalArgumentException(
          "%s: expected inputs %s, found %s"
              .formatted(name, inputs.keySet(), given.values().keySet()));
    }
    given
        .values()
        .forEach((input, value) -> inputs.get(input).requireFits(value.type(), value.shape()));
  }

  Set<String> wanted(String... names) {
    Set<String> wanted = names.length == 0 ? outputs.keySet() : new LinkedHashSet<>(List.of(names));
    if (!outputs.keySet().containsAll(wanted)) {
      throw new IllegalArgumentException(
          "%s: expected outputs out of %s, found %s".formatted(name, outputs.keySet(), wanted));
    }
    return wanted;
  }

  List<Long> shape(Map<String, TensorSpec> tensors, String tensor, int axes)
      throws InvalidInputException {
    TensorSpec spec = tensors.get(tensor);
    if (spec == null || spec.shape().size() != axes) {
      throw new InvalidInputException(
          "%s: expected a tensor '%s' with %d axes, found %s"
              .formatted(name, tensor, axes, tensors.values()));
    }
    return spec.shape();
  }

  private static Map<String, TensorSpec> specs(String graph, Map<String, NodeInfo> nodes)
      throws InvalidInputException {
    Map<String, TensorSpec> specs = new LinkedHashMap<>();
    for (Map.Entry<String, NodeInfo> node : nodes.entrySet()) {
      specs.put(node.getKey(), spec(graph, node.getKey(), node.getValue()));
    }
    return specs;
  }

  private static TensorSpec spec(String graph, String name, NodeInfo node)
      throws InvalidInputException {
    if (node.getInfo() instanceof TensorInfo tensor
        && (tensor.type == OnnxJavaType.FLOAT || tensor.type == OnnxJavaType.INT64)) {
      List<Long> shape = new ArrayList<>();
      for (long extent : tensor.getShape()) {
        shape.add(extent);
      }
      return new TensorSpec(name, TensorSpec.Type.valueOf(tensor.type.name()), shape);
    }
    throw new InvalidInputException(
        "%s: '%s': expected a float or int64 tensor, found %s"
            .formatted(graph, name, node.getInfo()));
  }
}
