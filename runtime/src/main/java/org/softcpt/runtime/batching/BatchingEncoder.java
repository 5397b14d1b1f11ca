package org.softcpt.runtime.batching;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Encodes images that arrive one by one in batches, on a thread of its own behind a bounded queue:
 * while one batch runs the next one gathers. Safe for concurrent use.
 *
 * <p>What it answers are the encoder's features; that the images of a batch are strangers does not
 * show beyond rounding, see {@link BatchRunner#encode}.
 */
public final class BatchingEncoder implements AutoCloseable {

  private final BatchRunner encoder;
  private final WaitingImages waiting;
  private final BatchingListener listener;
  private final Thread thread;

  private BatchingEncoder(BatchRunner encoder, BatchingOptions options, BatchingListener listener) {
    this.encoder = encoder;
    this.listener = listener;
    this.waiting = new WaitingImages(options, listener);
    this.thread = new Thread(this::work, "softcpt-encoder");
    this.thread.setDaemon(true);
  }

  /**
   * Starts encoding in front of an encoder, which is its own from now on.
   *
   * @param encoder runs the batches
   * @param options how they are made
   * @param listener is told
   * @return the started one; the caller closes it
   */
  public static BatchingEncoder start(
      BatchRunner encoder, BatchingOptions options, BatchingListener listener) {
    BatchingEncoder batching = new BatchingEncoder(encoder, options, listener);
    batching.thread.start();
    return batching;
  }

  /**
   * Side S of the images it takes.
   *
   * @return pixels
   */
  public int side() {
    return encoder.side();
  }

  /**
   * Width D of the features.
   *
   * @return elements
   */
  public int width() {
    return encoder.width();
  }

  /**
   * Images that wait at this moment.
   *
   * @return how many
   */
  public int queued() {
    return waiting.size();
  }

  /**
   * Takes a place in the queue, so that an image need not be decoded in vain.
   *
   * @return the place; the caller submits an image to it, or closes it
   * @throws QueueFullException if as many images wait as may wait
   */
  public QueuePlace reserve() throws QueueFullException {
    waiting.reserve();
    return new QueuePlace(waiting, 3 * side() * side());
  }

  /**
   * Queues an image.
   *
   * @param pixels {@code [3, S, S]} as {@link BatchRunner#encode} takes them; not changed, must not
   *     be changed until the feature is there
   * @param patience how long the image may wait before its run begins
   * @return see {@link QueuePlace#submit}
   * @throws QueueFullException if as many images wait as may wait
   * @throws IllegalArgumentException if there are not 3·S·S values
   */
  public CompletableFuture<EncodedImage> submit(float[] pixels, Duration patience)
      throws QueueFullException {
    try (QueuePlace place = reserve()) {
      return place.submit(pixels, patience);
    }
  }

  /** Encodes what is waiting, refuses what comes later, frees the encoder; waits for all that. */
  @Override
  public void close() {
    waiting.close();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) { // native memory must not be freed under a run
        interrupted = true;
      }
    }
    encoder.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    List<WaitingImage> batch = waiting.take();
    while (!batch.isEmpty()) {
      run(batch);
      batch = waiting.take();
    }
  }

  private void run(List<WaitingImage> batch) {
    long start = System.nanoTime();
    try {
      float[][] features = encoder.encode(pixels(batch), batch.size());
      long ran = finished(batch.size(), start);
      for (int i = 0; i < features.length; i++) {
        WaitingImage image = batch.get(i);
        image.answer().complete(new EncodedImage(features[i], start - image.arrived(), ran));
      }
    } catch (RuntimeException | Error e) { // an Error, too: nobody must wait for ever
      finished(batch.size(), start);
      batch.forEach(image -> image.answer().completeExceptionally(e));
    }
  }

  private long finished(int images, long start) {
    long nanoseconds = System.nanoTime() - start;
    waiting.ran(images, nanoseconds);
    listener.ran(images, nanoseconds);
    return nanoseconds;
  }

  private static float[] pixels(List<WaitingImage> batch) {
    if (batch.size() == 1) {
      return batch.get(0).pixels();
    }
    int length = batch.get(0).pixels().length;
    float[] all = new float[batch.size() * length];
    for (int i = 0; i < batch.size(); i++) {
      System.arraycopy(batch.get(i).pixels(), 0, all, i * length, length);
    }
    return all;
  }
}
