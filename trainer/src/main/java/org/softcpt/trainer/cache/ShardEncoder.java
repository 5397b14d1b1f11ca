package org.softcpt.trainer.cache;

import java.util.Arrays;
import org.softcpt.runtime.ImageEncoder;

/**
 * Gathers views into batches and their features into one array. A batch never reaches over the end
 * of a shard, so that a shard made after a restart has the same batches, hence the same bits.
 */
final class ShardEncoder {

  private final ImageEncoder encoder;
  private final int batch;
  private final ProgressMeter meter;
  private final float[] features;
  private float[] pixels = {};
  private int waiting;
  private int encoded;

  ShardEncoder(ImageEncoder encoder, int batch, int views, ProgressMeter meter) {
    this.encoder = encoder;
    this.batch = batch;
    this.meter = meter;
    this.features = new float[Math.multiplyExact(views, encoder.width())];
  }

  void add(float[] view) {
    if (pixels.length == 0) {
      pixels = new float[Math.multiplyExact(batch, view.length)];
    }
    System.arraycopy(view, 0, pixels, waiting * view.length, view.length);
    waiting++;
    if (waiting == batch) {
      flush();
    }
  }

  /** All features so far, in the order the views were added. */
  float[] finish() {
    flush();
    return Arrays.copyOf(features, encoded * encoder.width());
  }

  private void flush() {
    if (waiting == 0) {
      return;
    }
    float[] input =
        waiting == batch ? pixels : Arrays.copyOf(pixels, pixels.length / batch * waiting);
    for (float[] feature : encoder.encode(input, waiting)) {
      System.arraycopy(feature, 0, features, encoded * encoder.width(), feature.length);
      encoded++;
    }
    meter.finished(waiting);
    waiting = 0;
  }
}
