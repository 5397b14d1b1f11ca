package org.softcpt.onnx.clip;

import java.util.List;
import org.softcpt.models.config.Precision;
import org.softcpt.models.config.VisionTransformer;
import org.softcpt.models.tensor.TensorSource;
import org.softcpt.onnx.graph.Ops;
import org.softcpt.onnx.graph.Value;

/** CLIP's vision transformer. */
record VisionTransformerTower(VisionTransformer config, int embedDim, Precision precision)
    implements ImageTower {

  @Override
  public Value features(Ops ops) {
    return new ImageEncoderGraph(ops, config, embedDim, precision).features();
  }

  @Override
  public Value localFeatures(Ops ops) {
    return new ImageEncoderGraph(ops, config, embedDim, precision).localFeatures();
  }

  @Override
  public List<FoldedTensor> fold(TensorSource source) {
    return ImageWeights.fold(config, embedDim, source, precision);
  }
}
