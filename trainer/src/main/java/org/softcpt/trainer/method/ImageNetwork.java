package org.softcpt.trainer.method;

import java.util.List;
import java.util.Random;

/**
 * CoCoOp's meta network: an image's unit feature, a linear map to D/16, ReLU, a linear map to w.
 */
final class ImageNetwork {

  private static final int REDUCTION = 16;
  private static final String NAME = "image_network";

  private ImageNetwork() {}

  /** From unit features {@code [R, D]} to shifts {@code [R, w]}. */
  static SubNetwork of(int inputs, int outputs, long seed) {
    int hidden = Math.max(1, inputs / REDUCTION);
    Random random = new Random(seed);
    return SubNetwork.of(
        List.of(
            LayerParameters.uniform(NAME + ".0", inputs, hidden, random),
            LayerParameters.uniform(NAME + ".1", hidden, outputs, random)));
  }
}
