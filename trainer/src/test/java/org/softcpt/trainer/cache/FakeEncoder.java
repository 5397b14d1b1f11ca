package org.softcpt.trainer.cache;

import java.util.Arrays;
import org.softcpt.runtime.ImageEncoder;

/**
 * A linear map. The last number of a feature is the batch's size, so that a shard whose batches are
 * cut otherwise is not the same, as with real kernels, which may round otherwise.
 */
final class FakeEncoder implements ImageEncoder {

  static final int SIDE = 2;
  static final int WIDTH = 5;

  private int batchesLeft = Integer.MAX_VALUE;
  private int encoded;

  /** Fails like a crash when the batches are used up. */
  static FakeEncoder failingAfter(int batches) {
    FakeEncoder encoder = new FakeEncoder();
    encoder.batchesLeft = batches;
    return encoder;
  }

  static float[] feature(float[] pixels, int batch) {
    float[] feature = new float[WIDTH];
    for (int i = 0; i < pixels.length; i++) {
      feature[i % (WIDTH - 1)] += pixels[i] * (i + 1);
    }
    feature[WIDTH - 1] = batch;
    return feature;
  }

  int encoded() {
    return encoded;
  }

  @Override
  public int side() {
    return SIDE;
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public float[][] encode(float[] pixels, int batch) {
    if (batchesLeft == 0) {
      throw new IllegalStateException("crash");
    }
    batchesLeft--;
    float[][] features = new float[batch][];
    int length = pixels.length / batch;
    for (int i = 0; i < batch; i++) {
      features[i] = feature(Arrays.copyOfRange(pixels, i * length, (i + 1) * length), batch);
    }
    encoded += batch;
    return features;
  }

  @Override
  public void close() {}
}
