package org.softcpt.cli.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.softcpt.models.io.Sha256;
import org.softcpt.onnx.inspect.GraphSummary;

/** Any ONNX graph, ours or another's. */
final class OnnxKind implements Kind {

  @Override
  public String id() {
    return "onnx";
  }

  @Override
  public String title() {
    return "ONNX graph";
  }

  @Override
  public String sign() {
    return "a graph (*.onnx)";
  }

  @Override
  public boolean matches(Path path) {
    return Files.isRegularFile(path) && path.toString().endsWith(".onnx");
  }

  @Override
  public Facts describe(Path path) throws IOException {
    GraphSummary graph = GraphSummary.read(path);
    return new Facts()
        .add("bytes", Files.size(path))
        .add("sha256", Sha256.of(path))
        .add("producer", graph.producer())
        .add("operator_sets", facts(graph.operatorSets()))
        .add("metadata", facts(graph.metadata()))
        .add("inputs", facts(graph.inputs()))
        .add("outputs", facts(graph.outputs()))
        .add("weights", graph.weights())
        .add("external_files", List.copyOf(graph.externalFiles()))
        .add("operators", facts(graph.operators()));
  }

  static Facts facts(Map<String, ?> map) {
    Facts facts = new Facts();
    map.forEach(facts::add);
    return facts;
  }
}
