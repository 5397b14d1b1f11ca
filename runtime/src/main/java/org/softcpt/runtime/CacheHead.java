package org.softcpt.runtime;

/**
 * The cosine's logits, and for every remembered image k of the class α · exp(-β · (1 - f · k)).
 *
 * @see <a href="https://arxiv.org/abs/2207.09519">Zhang et al. 2022, Tip-Adapter</a>
 */
final class CacheHead implements Head {

  private static final String KEYS = "keys";

  /** What one task remembers. Keys [N, D] need not be of unit length: training may move them. */
  private record Memory(RowsHead cosine, float[] keys, int[] labels, double alpha, double beta) {}

  private final Memory[] memories; // by task

  private CacheHead(Memory[] memories) {
    this.memories = memories;
  }

  static CacheHead of(HeadTensors tensors, double logitScale) {
    Memory[] memories = new Memory[tensors.tasks().size()];
    for (int task = 0; task < memories.length; task++) {
      RowsHead cosine = tensors.cosine(task, logitScale);
      int images = tensors.rows(task, KEYS);
      memories[task] =
          new Memory(
              cosine,
              tensors.values(task, KEYS, images, cosine.width()),
              labels(tensors, task, images),
              tensors.scalar(task, "alpha"),
              tensors.scalar(task, "beta"));
    }
    return new CacheHead(memories);
  }

  private static int[] labels(HeadTensors tensors, int task, int images) {
    float[] values = tensors.values(task, "labels", images);
    int[] labels = new int[images];
    for (int i = 0; i < images; i++) {
      labels[i] = (int) values[i];
      if (labels[i] != values[i] || labels[i] < 0 || labels[i] >= tensors.classes(task)) {
        throw new IllegalArgumentException(
            "tensor '%s': expected whole numbers from 0 to %d, found %s"
                .formatted(tensors.name(task, "labels"), tensors.classes(task) - 1, values[i]));
      }
    }
    return labels;
  }

  @Override
  public int width() {
    return memories[0].cosine().width();
  }

  @Override
  public double[] logits(int task, float[] feature) {
    double[] image = Rows.unit(feature);
    Memory memory = memories[task];
    double[] logits = memory.cosine().logits(0, image);
    for (int i = 0; i < memory.labels().length; i++) {
      double affinity = Rows.dot(image, memory.keys(), i * width());
      logits[memory.labels()[i]] += memory.alpha() * Math.exp(-memory.beta() * (1 - affinity));
    }
    return logits;
  }
}
