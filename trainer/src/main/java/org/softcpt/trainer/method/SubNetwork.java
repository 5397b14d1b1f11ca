package org.softcpt.trainer.method;

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

/**
 * The meta network: a Deeplearning4j network from features {@code [T, D]} to flattened contexts
 * {@code [T, L·w]}. Its loss lies outside, behind the frozen text encoder, so it is trained through
 * external errors: the caller gives dL/dS and gets dL/dd; the parameter's gradient is filled on the
 * way. Not safe for concurrent use.
 *
 * <p>The published map is linear without bias: <i>S = d · P</i>. Deeplearning4j keeps weights
 * column-major inside one flat buffer; {@link #parameter()} is row-major {@code [D, L·w]} and is
 * transposed on its way in and out, in Java: with ND4J's own copies between the two orders a step
 * of 512 x 8192 took more than twice as long.
 */
public final class SubNetwork implements AutoCloseable {

  /** The parameter's name in checkpoints and parameter files. */
  public static final String NAME = "sub_network";

  private final int inputs;
  private final int outputs;
  private final MultiLayerNetwork network;
  private final Parameter parameter;
  private @Nullable INDArray input; // of the last forward pass [T, D]

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
    float[] columns = Matrices.transposed(parameter.values(), inputs, outputs);
    try (INDArray weights = Nd4j.createFromArray(columns)) {
      network.params().assign(weights.reshape(1, columns.length));
    }
    replaceInput(matrix(features, inputs, "features"));
    network.setInput(input);
    try (INDArray contexts = network.feedForward(true, false).get(1)) {
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
    try (INDArray error = matrix(contextGradient, outputs, "context gradient")) {
      requireRows(error);
      Pair<Gradient, INDArray> result =
          network.backpropGradient(error, LayerWorkspaceMgr.noWorkspaces());
      float[] columns = result.getFirst().gradient().data().asFloat();
      Matrices.transpose(columns, outputs, inputs, parameter.gradient());
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
