package org.softcpt.onnx.clip;

import java.util.List;
import org.softcpt.models.config.ModifiedResNet;
import org.softcpt.models.config.Precision;
import org.softcpt.models.tensor.TensorSource;
import org.softcpt.onnx.graph.Ops;
import org.softcpt.onnx.graph.Value;

/** CLIP's residual network. */
record ResNetTower(ModifiedResNet config, int embedDim, Precision precision) implements ImageTower {

  @Override
  public Value features(Ops ops) {
    return new ResNetGraph(ops, config, embedDim).features();
  }

  @Override
  public Value localFeatures(Ops ops) {
    return new ResNetGraph(ops, config, embedDim).localFeatures();
  }

  @Override
  public List<FoldedTensor> fold(TensorSource source) {
    return ResNetWeights.fold(config, embedDim, source, precision);
  }
}
