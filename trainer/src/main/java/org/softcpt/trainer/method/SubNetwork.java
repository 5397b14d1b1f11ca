package org.softcpt.trainer.method;

import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * The meta network: a Deeplearning4j network from features {@code [T, D]} to flattened contexts
 * {@code [T, L·w]}. Its loss lies outside, behind the frozen text encoder, so it is trained through
 * external errors: the caller gives dL/dS and gets dL/dd; the parameter's gradient is filled on the
 * way.
 *
 * <p>The published map is linear without bias: <i>S = d · P</i>. Deeplearning4j keeps weights
 * column-major inside one flat buffer; {@link #parameter()} is row-major {@code [D, L·w]} and is
 * copied in before each forward pass.
 */
public final class SubNetwork implements AutoCloseable {

  /** The parameter's name in checkpoints and parameter files. */
  public static final String NAME = "sub_network";

  private static final String WEIGHT = "0_" + DefaultParamInitializer.WEIGHT_KEY;

  private final int inputs;
  private final int outputs;
  private final MultiLayerNetwork network;
  private final Parameter parameter;

  private SubNetwork(int inputs, int outputs, MultiLayerNetwork network, Parameter parameter) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.network = network;
    this.parameter = parameter;
  }

  /**
   * The published sub-network: one linear map without bias, drawn from N(0, 0.02²).
   *
   * @param inputs D, the width of a task feature
   * @param outputs L·w, the size of a context
   * @param seed decides the starting values
   * @return the network
   */
  public static SubNetwork linear(int inputs, int outputs, long seed) {
    MultiLayerNetwork network = new MultiLayerNetwork(linearConfiguration(inputs, outputs));
    network.init();
    network.initGradientsView(); // without it there is no buffer for external errors' gradients
    float[] values = Initialisation.normal(Math.multiplyExact(inputs, outputs), seed);
    return new SubNetwork(
        inputs, outputs, network, Parameter.of(NAME, List.of(inputs, outputs), values));
  }

  private static MultiLayerConfiguration linearConfiguration(int inputs, int outputs) {
    return new NeuralNetConfiguration.Builder()
        .dataType(DataType.FLOAT)
        .updater(new NoOp()) // the step is ours: PyTorch's SGD is not Deeplearning4j's Nesterovs
        .list()
        .layer(
            new DenseLayer.Builder()
                .nIn(inputs)
                .nOut(outputs)
                .activation(Activation.IDENTITY)
                .hasBias(false)
                .build())
        .build();
  }

  /**
   * The learnable matrix P.
   *
   * @return shape {@code [D, L·w]}, row-major; change its values in place
   */
  public Parameter parameter() {
    return parameter;
  }

  /**
   * Maps features to contexts with the parameter's present values.
   *
   * @param features {@code [T, D]}
   * @return {@code [T, L·w]}, new
   * @throws IllegalArgumentException if the length is no multiple of D
   */
  public float[] forward(float[] features) {
    try (INDArray input = matrix(features, inputs, "features")) {
      return rowMajor(activate(input));
    }
  }

  /**
   * Propagates the error of contexts back and fills the parameter's gradient, dP = dᵀ · dS.
   *
   * @param features {@code [T, D]}, as given to {@link #forward}
   * @param contextGradient dL/dS, {@code [T, L·w]}
   * @return dL/dd, {@code [T, D]}, new
   * @throws IllegalArgumentException if a length does not fit
   */
  public float[] backward(float[] features, float[] contextGradient) {
    try (INDArray input = matrix(features, inputs, "features");
        INDArray error = matrix(contextGradient, outputs, "context gradient")) {
      activate(
          input); // the backward pass reads the input that the forward pass left in the network
      Pair<Gradient, INDArray> result =
          network.backpropGradient(error, LayerWorkspaceMgr.noWorkspaces());
      float[] weights = rowMajor(result.getFirst().getGradientFor(WEIGHT));
      System.arraycopy(weights, 0, parameter.gradient(), 0, weights.length);
      return rowMajor(result.getSecond());
    }
  }

  private INDArray activate(INDArray input) {
    try (INDArray weights = matrix(parameter.values(), outputs, NAME)) {
      network.getParam(WEIGHT).assign(weights);
    }
    network.setInput(input);
    return network.feedForward(true, false).get(1);
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
    network.close();
  }
}
