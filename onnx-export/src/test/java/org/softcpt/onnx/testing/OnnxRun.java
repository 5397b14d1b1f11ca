package org.softcpt.onnx.testing;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.softcpt.onnx.graph.ElementType;
import org.softcpt.onnx.graph.Graph;
import org.softcpt.onnx.graph.Node;
import org.softcpt.onnx.graph.OnnxWriter;
import org.softcpt.onnx.graph.Shape;
import org.softcpt.onnx.graph.Value;
import org.softcpt.onnx.graph.WeightEncoding;

/**
 * A graph in ONNX Runtime, its weights inside the model's bytes.
 *
 * <pre>{@code
 * try (OnnxRun run = OnnxRun.of(graph, Map.of("text.weight", weight))) {
 *   Tensor loss = run.run(Map.of("x", x)).get("loss");
 * }
 * }</pre>
 */
public final class OnnxRun implements AutoCloseable {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  private OnnxRun(byte[] model, OptLevel level) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(level);
      options.setIntraOpNumThreads(1);
      session = environment.createSession(model, options);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Opens a graph without weights. */
  public static OnnxRun of(Graph graph) {
    return of(graph, Map.of());
  }

  /**
   * Opens a graph.
   *
   * @param graph in double precision it is optimised only at the basic level, because ONNX
   *     Runtime's fused QuickGelu exists for floats alone
   * @param weights by name in the weight store
   */
  public static OnnxRun of(Graph graph, Map<String, Tensor> weights) {
    return of(model(graph, weights), isDouble(graph) ? OptLevel.BASIC_OPT : OptLevel.ALL_OPT);
  }

  /** Opens a model's bytes. */
  public static OnnxRun of(byte[] model, OptLevel level) {
    return new OnnxRun(model, level);
  }

  /** A graph's ONNX file, weights inside. */
  public static byte[] model(Graph graph, Map<String, Tensor> weights) {
    try {
      return OnnxWriter.write(graph, inline(weights), Map.of(), "softcpt-test").toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static WeightEncoding inline(Map<String, Tensor> weights) {
    return (proto, value, weight) -> {
      Tensor tensor = weights.get(weight.tensor());
      if (tensor == null) {
        throw new IOException("no weight " + value);
      }
      if (!value.shape().equals(Shape.of(boxed(tensor.extents())))) {
        throw new IOException("weight " + value + " is a " + tensor);
      }
      proto.setRawData(OnnxWriter.bytes(tensor.values(), value.element()));
    };
  }

  private static Object[] boxed(long[] extents) {
    return Arrays.stream(extents).boxed().toArray();
  }

  private static boolean isDouble(Graph graph) {
    return Stream.concat(graph.inputs().stream(), graph.nodes().stream().flatMap(OnnxRun::made))
        .anyMatch(value -> value.element() == ElementType.DOUBLE);
  }

  private static Stream<Value> made(Node node) {
    return node.outputs().stream();
  }

  /** The session, to look at what ONNX Runtime understood. */
  public OrtSession session() {
    return session;
  }

  /**
   * Runs the graph.
   *
   * @param inputs by name; converted to the element type of the graph's input
   * @return the outputs by name, in the graph's order
   */
  public Map<String, Tensor> run(Map<String, Tensor> inputs) {
    Map<String, OnnxTensor> fed = new HashMap<>();
    try {
      for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
        fed.put(input.getKey(), feed(input.getKey(), input.getValue()));
      }
      try (OrtSession.Result result = session.run(fed)) {
        return fetch(result);
      }
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    } finally {
      fed.values().forEach(OnnxTensor::close);
    }
  }

  private OnnxTensor feed(String name, Tensor tensor) throws OrtException {
    if (!session.getInputNames().contains(name)) {
      throw new IllegalArgumentException(
          "no input '" + name + "' among " + session.getInputNames());
    }
    return OrtTensors.of(environment, session.getInputInfo().get(name), tensor);
  }

  private static Map<String, Tensor> fetch(OrtSession.Result result) {
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    for (Map.Entry<String, OnnxValue> output : result) {
      outputs.put(output.getKey(), OrtTensors.read((OnnxTensor) output.getValue()));
    }
    return outputs;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
