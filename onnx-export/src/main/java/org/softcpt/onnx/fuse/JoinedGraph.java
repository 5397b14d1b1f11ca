package org.softcpt.onnx.fuse;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.io.InvalidInputException;

/**
 * The image encoder's graph and the head's in one: the head's input is the encoder's output.
 *
 * @param encoder from pixels to features
 * @param head from features to probabilities
 */
record JoinedGraph(GraphProto encoder, GraphProto head) {

  /** The encoder's weights whose numbers are not in the graph. */
  List<TensorProto> outsideWeights() {
    return encoder.getInitializerList().stream().filter(JoinedGraph::isOutside).toList();
  }

  /** Everything but {@link #outsideWeights()}. */
  GraphProto withoutOutsideWeights() {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("classifier")
            .addAllInput(encoder.getInputList())
            .addAllNode(encoder.getNodeList())
            .addAllNode(head.getNodeList())
            .addAllOutput(head.getOutputList())
            .addAllOutput(encoder.getOutputList());
    encoder.getInitializerList().stream()
        .filter(tensor -> !isOutside(tensor))
        .forEach(graph::addInitializer);
    return graph.addAllInitializer(head.getInitializerList()).build();
  }

  /**
   * A task's id is the name of its output, so it may be no other value's.
   *
   * @throws InvalidInputException if it is
   */
  static void requireOwnNames(Path bundle, GraphProto encoder, List<BundleManifest.Task> tasks)
      throws InvalidInputException {
    Set<String> taken =
        Stream.of(
                encoder.getInputList().stream().map(input -> input.getName()),
                encoder.getNodeList().stream().flatMap(node -> node.getOutputList().stream()),
                encoder.getInitializerList().stream().map(TensorProto::getName))
            .flatMap(names -> names)
            .collect(Collectors.toSet());
    for (BundleManifest.Task task : tasks) {
      if (taken.contains(task.id()) || task.id().startsWith(FusedClassifier.HEAD_SCOPE)) {
        throw new InvalidInputException(
            "%s: task '%s': its id is the name of another value in the graph; rename the task"
                .formatted(bundle, task.id()));
      }
    }
  }

  private static boolean isOutside(TensorProto tensor) {
    return tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL;
  }
}
