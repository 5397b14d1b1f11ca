package org.softcpt.onnx.clip;

import org.softcpt.models.config.ModifiedResNet;
import org.softcpt.onnx.graph.GraphBuilder;
import org.softcpt.onnx.graph.Operator;
import org.softcpt.onnx.graph.Ops;
import org.softcpt.onnx.graph.Shape;
import org.softcpt.onnx.graph.Value;

/**
 * CLIP's residual network, forward only: three convolutions, four stages of bottleneck blocks,
 * attention pooling. Batch normalisation is in the convolutions; a stride is an average over 2 × 2
 * places before a convolution.
 */
final class ResNetGraph {

  private static final int COLOURS = 3;
  private static final int KERNEL = 3;

  private final Ops ops;
  private final GraphBuilder builder;
  private final ModifiedResNet config;
  private final int embedDim;

  ResNetGraph(Ops ops, ModifiedResNet config, int embedDim) {
    this.ops = ops;
    this.builder = ops.builder();
    this.config = config;
    this.embedDim = embedDim;
  }

  /** From {@code pixels} [B, 3, side, side] to features [B, D], not normalised. */
  Value features() {
    return pool().features(lastGrid());
  }

  /** The same for the image and every place of the last grid, [B, T*D]. */
  Value localFeatures() {
    return pool().localFeatures(lastGrid());
  }

  private AttentionPool pool() {
    return new AttentionPool(ops, config, embedDim);
  }

  private Value lastGrid() {
    Value grid = stem();
    for (int stage = 0; stage < config.stages().size(); stage++) {
      for (int block = 0; block < config.stages().get(stage); block++) {
        builder.scope("stage" + stage + "/block" + block + "/");
        grid = block(grid, stage, block);
      }
    }
    builder.scope("pool/");
    return grid;
  }

  private Value stem() {
    builder.scope("stem/");
    int side = config.imageSize();
    int half = config.width() / 2;
    Value pixels = builder.input("pixels", builder.real(), Shape.of("B", COLOURS, side, side));
    Value first = relu(convolution(pixels, ResNetWeights.stem(1), COLOURS, half, KERNEL, 2));
    Value second = relu(convolution(first, ResNetWeights.stem(2), half, half, KERNEL, 1));
    Value third = relu(convolution(second, ResNetWeights.stem(3), half, config.width(), KERNEL, 1));
    return ops.averagePool(third, 2); // [B, w, side/4, side/4]
  }

  private Value block(Value grid, int stage, int block) {
    int inputs = config.inputs(stage, block);
    int inner = config.inner(stage);
    boolean halves = stage > 0 && block == 0;
    Value narrow =
        relu(convolution(grid, ResNetWeights.block(stage, block, "1"), inputs, inner, 1, 1));
    Value mixed =
        relu(convolution(narrow, ResNetWeights.block(stage, block, "2"), inner, inner, KERNEL, 1));
    Value wide =
        convolution(
            halves ? ops.averagePool(mixed, 2) : mixed,
            ResNetWeights.block(stage, block, "3"),
            inner,
            config.outputs(stage),
            1,
            1);
    return relu(ops.add(wide, block == 0 ? shortcut(grid, stage, halves) : grid));
  }

  private Value shortcut(Value grid, int stage, boolean halves) {
    return convolution(
        halves ? ops.averagePool(grid, 2) : grid,
        ResNetWeights.block(stage, 0, "shortcut"),
        config.inputs(stage, 0),
        config.outputs(stage),
        1,
        1);
  }

  private Value convolution(
      Value grid, String name, long inputs, long outputs, long side, long stride) {
    return ops.convolve(
        grid,
        builder.weight(name + ".weight", outputs, inputs, side, side),
        builder.weight(name + ".bias", outputs),
        stride,
        side / 2);
  }

  private Value relu(Value grid) {
    return ops.apply(Operator.RELU, grid);
  }
}
