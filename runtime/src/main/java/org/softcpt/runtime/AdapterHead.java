package org.softcpt.runtime;

/**
 * The cosine's logits of (1 - r) · f + r · ReLU(U · ReLU(V · f)).
 *
 * @see <a href="https://arxiv.org/abs/2110.04544">Gao et al. 2021, CLIP-Adapter</a>
 */
final class AdapterHead implements Head {

  private static final String DOWN = "down";

  /** One task's network: V [H, D], U [D, H], r. */
  private record Network(RowsHead cosine, int hidden, float[] down, float[] up, double ratio) {}

  private final Network[] networks; // by task

  private AdapterHead(Network[] networks) {
    this.networks = networks;
  }

  static AdapterHead of(HeadTensors tensors, double logitScale) {
    Network[] networks = new Network[tensors.tasks().size()];
    for (int task = 0; task < networks.length; task++) {
      RowsHead cosine = tensors.cosine(task, logitScale);
      int width = cosine.width();
      int hidden = tensors.rows(task, DOWN);
      networks[task] =
          new Network(
              cosine,
              hidden,
              tensors.values(task, DOWN, hidden, width),
              tensors.values(task, "up", width, hidden),
              tensors.scalar(task, "ratio"));
    }
    return new AdapterHead(networks);
  }

  @Override
  public int width() {
    return networks[0].cosine().width();
  }

  @Override
  public double[] logits(int task, float[] feature) {
    Network network = networks[task];
    return network.cosine().logits(0, Rows.unit(changed(network, Rows.wide(feature))));
  }

  private static double[] changed(Network network, double[] image) {
    double[] hidden = layer(network.down(), image, network.hidden());
    double[] added = layer(network.up(), hidden, image.length);
    double[] mixed = new double[image.length];
    for (int d = 0; d < mixed.length; d++) {
      mixed[d] = network.ratio() * added[d] + (1 - network.ratio()) * image[d];
    }
    return mixed;
  }

  private static double[] layer(float[] weights, double[] input, int outputs) {
    double[] output = new double[outputs];
    for (int row = 0; row < outputs; row++) {
      output[row] = Math.max(0, Rows.dot(input, weights, row * input.length));
    }
    return output;
  }
}
