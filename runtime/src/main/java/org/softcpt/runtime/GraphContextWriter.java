package org.softcpt.runtime;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.softcpt.models.folder.BundleFiles;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.tensor.FloatTensor;

/** A meta network that is a graph. */
final class GraphContextWriter implements ContextWriter {

  private static final String TASK_FEATURES = "task_features";
  private static final String TASK_CONTEXT = "task_context";
  private static final String CONTEXTS = "contexts";

  private final GraphSession graph;
  private final int featureWidth;
  private final int tokenWidth;

  private GraphContextWriter(GraphSession graph) throws InvalidInputException {
    this.graph = graph;
    featureWidth = width(graph.inputs(), TASK_FEATURES, 2);
    tokenWidth = width(graph.outputs(), CONTEXTS, 3);
    if (graph.inputs().size() > 1 || width(graph.outputs(), TASK_CONTEXT, 3) != tokenWidth) {
      throw new InvalidInputException(
          "%s: expected '%s' alone and outputs of equal width, found %s and %s"
              .formatted(
                  graph.name(), TASK_FEATURES, graph.inputs().keySet(), graph.outputs().values()));
    }
  }

  static GraphContextWriter open(BundleFiles files, SessionOptions options) throws IOException {
    String name = BundleManifest.META_NETWORK;
    GraphSession graph = GraphSession.open(files.with(name), name, options);
    try {
      return new GraphContextWriter(graph);
    } catch (InvalidInputException | RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  /** The last extent, if there is such a tensor of real numbers. */
  private int width(Map<String, TensorSpec> tensors, String name, int axes)
      throws InvalidInputException {
    TensorSpec found = tensors.get(name);
    boolean fits =
        found != null && found.type() == TensorSpec.Type.FLOAT && found.shape().size() == axes;
    long width = fits ? found.shape().get(axes - 1) : 0;
    if (width < 1 || width > Integer.MAX_VALUE) {
      throw new InvalidInputException(
          "%s: expected '%s', float with %d axes, the last one fixed, found %s"
              .formatted(graph.name(), name, axes, tensors.values()));
    }
    return (int) width;
  }

  @Override
  public int featureWidth() {
    return featureWidth;
  }

  @Override
  public int tokenWidth() {
    return tokenWidth;
  }

  @Override
  public FloatTensor taskContext() throws InvalidInputException {
    return run(new float[featureWidth], TASK_CONTEXT); // which reads no input
  }

  @Override
  public FloatTensor context(float[] taskFeature) throws InvalidInputException {
    return run(taskFeature, CONTEXTS);
  }

  private FloatTensor run(float[] taskFeature, String output) throws InvalidInputException {
    Inputs inputs = new Inputs().put(TASK_FEATURES, taskFeature, 1, featureWidth);
    try (Outputs outputs = graph.run(inputs, output)) {
      long[] shape = outputs.shape(output);
      if (shape.length != 3 || shape[0] != 1 || shape[2] != tokenWidth) {
        throw new InvalidInputException(
            "%s: '%s': expected shape [1, any, %d], found %s"
                .formatted(graph.name(), output, tokenWidth, Arrays.toString(shape)));
      }
      return FloatTensor.of(outputs.floats(output), 1, (int) shape[1], tokenWidth);
    }
  }

  @Override
  public void close() {
    graph.close();
  }
}
