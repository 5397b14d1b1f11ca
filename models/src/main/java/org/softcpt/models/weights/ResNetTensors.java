package org.softcpt.models.weights;

import java.util.List;
import org.softcpt.models.config.ModifiedResNet;

/**
 * The tensors of CLIP's residual image tower by OpenAI's names. Convolutions have no bias; batch
 * normalisation's counter of batches is left out: no arithmetic uses it.
 */
final class ResNetTensors {

  private static final int COLOURS = 3;
  private static final int KERNEL = 3;

  private final Sink sink;

  /** Where names and shapes go. */
  @FunctionalInterface
  interface Sink {
    void shape(String name, Integer... extents);
  }

  ResNetTensors(Sink sink) {
    this.sink = sink;
  }

  void add(ModifiedResNet network, int embedDim) {
    int width = network.width();
    convolution("visual.", "1", width / 2, COLOURS, KERNEL);
    convolution("visual.", "2", width / 2, width / 2, KERNEL);
    convolution("visual.", "3", width, width / 2, KERNEL);
    for (int stage = 0; stage < network.stages().size(); stage++) {
      for (int block = 0; block < network.stages().get(stage); block++) {
        block(network, stage, block);
      }
    }
    pooling(network, embedDim);
  }

  private void block(ModifiedResNet network, int stage, int block) {
    String prefix = "visual.layer%d.%d.".formatted(stage + 1, block);
    int inputs = network.inputs(stage, block);
    int inner = network.inner(stage);
    int outputs = network.outputs(stage);
    convolution(prefix, "1", inner, inputs, 1);
    convolution(prefix, "2", inner, inner, KERNEL);
    convolution(prefix, "3", outputs, inner, 1);
    if (block == 0) { // the width changes, or the stride
      sink.shape(prefix + "downsample.0.weight", outputs, inputs, 1, 1);
      normalization(prefix + "downsample.1", outputs);
    }
  }

  private void convolution(String prefix, String number, int outputs, int inputs, int side) {
    sink.shape(prefix + "conv" + number + ".weight", outputs, inputs, side, side);
    normalization(prefix + "bn" + number, outputs);
  }

  private void normalization(String name, int channels) {
    for (String part : List.of("weight", "bias", "running_mean", "running_var")) {
      sink.shape(name + "." + part, channels);
    }
  }

  private void pooling(ModifiedResNet network, int embedDim) {
    String prefix = "visual.attnpool.";
    int width = network.pooledWidth();
    sink.shape(prefix + "positional_embedding", network.tokens(), width);
    for (String map : List.of("q_proj", "k_proj", "v_proj", "c_proj")) {
      int outputs = map.equals("c_proj") ? embedDim : width;
      sink.shape(prefix + map + ".weight", outputs, width);
      sink.shape(prefix + map + ".bias", outputs);
    }
  }
}
