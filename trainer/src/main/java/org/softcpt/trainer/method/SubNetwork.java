package org.softcpt.trainer.method;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.softcpt.onnx.meta.MetaNetworkGraph;

/**
 * The meta network: a Deeplearning4j network from features {@code [T, D]} to flattened contexts
 * {@code [T, L·w]}. Its loss lies outside, behind the frozen text encoder, so it is trained through
 * external errors: the caller gives dL/dS and gets dL/dd; the parameter's gradient is filled on the
 * way. Not safe for concurrent use.
 *
 * <p>The published map is linear without bias: <i>S = d · P</i>. Deeplearning4j keeps weights
 * column-major inside one flat buffer; {@link #parameters} are row-major and are transposed on its
 * way in and out, in Java: with ND4J's own copies between the two orders a step of 512 x 8192 took
 * more than twice as long.
 */
public final class SubNetwork implements AutoCloseable {

  /** The parameter's name in checkpoints and parameter files. */
  public static final String NAME = "sub_network";

  private final MultiLayerNetwork network;
  private final List<LayerParameters> layers;
  private @Nullable INDArray input; // of the last forward pass [T, D]

  private SubNetwork(MultiLayerNetwork network, List<LayerParameters> layers) {
    this.network = network;
    this.layers = layers;
  }

  /**
   * The published sub-network: one linear map without bias, drawn from N(0, 0.02²).
   *
   * @param inputs D, the width of a row of features
   * @param outputs L·w, the size of a context
   * @param seed decides the starting values
   * @return the network
   */
  public static SubNetwork linear(int inputs, int outputs, long seed) {
    return of(List.of(LayerParameters.linear(NAME, inputs, outputs, seed)));
  }

  /**
   * A perceptron: hidden layers with ReLU and bias, then a linear map with bias. Hidden weights are
   * drawn from N(0, 2/inputs) (He et al. 2015), the last ones from N(0, 0.02²), biases are zero.
   *
   * @param inputs D, the width of a row of features
   * @param hidden width of each hidden layer
   * @param depth number of hidden layers
   * @param outputs L·w, the size of a context
   * @param seed decides the starting values
   * @return the network
   */
  public static SubNetwork perceptron(int inputs, int hidden, int depth, int outputs, long seed) {
    List<LayerParameters> layers = new ArrayList<>();
    for (int layer = 0; layer <= depth; layer++) {
      int rows = layer == 0 ? inputs : hidden;
      int columns = layer == depth ? outputs : hidden;
      double deviation = layer == depth ? Initialisation.DEVIATION : Math.sqrt(2.0 / rows);
      String name = NAME + "." + layer;
      long own = Seeds.derive(seed, "layer", layer);
      layers.add(LayerParameters.withBias(name, rows, columns, deviation, own));
    }
    return of(List.copyOf(layers));
  }

  /** ReLU behind every layer but the last. */
  static SubNetwork of(List<LayerParameters> layers) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration(layers));
    network.init();
    network.initGradientsView(); // without it there is no buffer for external errors' gradients
    return new SubNetwork(network, layers);
  }

  private static MultiLayerConfiguration configuration(List<LayerParameters> layers) {
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder()
            .dataType(DataType.FLOAT)
            .updater(new NoOp()) // the step is ours: PyTorch's SGD is not DL4J's Nesterovs
            .list();
    for (LayerParameters layer : layers) {
      boolean last = layer == layers.get(layers.size() - 1);
      list.layer(
          new DenseLayer.Builder()
              .nIn(layer.inputs())
              .nOut(layer.outputs())
              .activation(last ? Activation.IDENTITY : Activation.RELU)
              .hasBias(layer.hasBias())
              .build());
    }
    return list.build();
  }

  /**
   * What is learned: the matrix P, or weight and bias of each layer.
   *
   * @return row-major, weights {@code [inputs, outputs]}; change values in place
   */
  public List<Parameter> parameters() {
    return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
  }

  /** The present values as a graph holds them. */
  List<MetaNetworkGraph.Layer> graphLayers() {
    return layers.stream()
        .map(
            each ->
                new MetaNetworkGraph.Layer(each.weight().copy(), each.bias().map(Parameter::copy)))
        .toList();
  }

  /**
   * Maps features to contexts with the parameter's present values.
   *
   * @param features {@code [T, D]}
   * @return {@code [T, L·w]}, new
   * @throws IllegalArgumentException if the length is no multiple of D
   */
  public float[] forward(float[] features) {
    float[] flat = new float[(int) network.numParams()];
    int offset = 0;
    for (LayerParameters layer : layers) {
      offset = layer.store(flat, offset);
    }
    try (INDArray values = Nd4j.createFromArray(flat)) {
      network.params().assign(values.reshape(1, flat.length));
    }
    replaceInput(matrix(features, layers.get(0).inputs(), "features"));
    network.setInput(input);
    try (INDArray contexts = network.feedForward(true, false).get(layers.size())) {
      return rowMajor(contexts);
    }
  }

  /**
   * Propagates the error of the last forward pass's contexts back and fills the parameter's
   * gradient, dP = dᵀ · dS.
   *
   * @param contextGradient dL/dS, {@code [T, L·w]}
   * @return dL/dd, {@code [T, D]}, new
   * @throws IllegalArgumentException if the length does not fit
   * @throws IllegalStateException if there was no forward pass
   */
  public float[] backward(float[] contextGradient) {
    int outputs = layers.get(layers.size() - 1).outputs();
    try (INDArray error = matrix(contextGradient, outputs, "context gradient")) {
      requireRows(error);
      Pair<Gradient, INDArray> result =
          network.backpropGradient(error, LayerWorkspaceMgr.noWorkspaces());
      float[] flat = result.getFirst().gradient().data().asFloat();
      int offset = 0;
      for (LayerParameters layer : layers) {
        offset = layer.loadGradient(flat, offset);
      }
      try (INDArray featureGradient = result.getSecond()) {
        return rowMajor(featureGradient);
      }
    }
  }

  private void requireRows(INDArray error) {
    if (input == null) {
      throw new IllegalStateException("no forward pass to go back from");
    }
    if (error.rows() != input.rows()) {
      throw new IllegalArgumentException(
          "context gradient: expected %d rows, found %d".formatted(input.rows(), error.rows()));
    }
  }

  /** The network keeps a reference to its input until the backward pass has read it. */
  private void replaceInput(@Nullable INDArray next) {
    if (input != null) {
      input.close();
    }
    input = next;
  }

  private static INDArray matrix(float[] values, int columns, String name) {
    if (values.length == 0 || values.length % columns != 0) {
      throw new IllegalArgumentException(
          "%s: %d values do not fill rows of %d".formatted(name, values.length, columns));
    }
    return Nd4j.create(values, new long[] {values.length / columns, columns}, 'c');
  }

  private static float[] rowMajor(INDArray array) {
    try (INDArray copy = array.dup('c')) {
      return copy.data().asFloat();
    }
  }

  /** Frees the network's native memory. */
  @Override
  public void close() {
    replaceInput(null);
    network.close();
  }
}
