package org.softcpt.runtime.batching;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The bounded queue between those who submit and the thread that encodes. */
final class WaitingImages {

  private static final double SMOOTHING = 0.2; // of the newest run, in the mean time per image

  private final BatchingOptions options;
  private final BatchingListener listener;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<WaitingImage> images = new ArrayDeque<>();
  private boolean closed;
  private int reserved;
  private double nanosecondsPerImage;

  WaitingImages(BatchingOptions options, BatchingListener listener) {
    this.options = options;
    this.listener = listener;
  }

  /** Takes a place for an image to come. */
  void reserve() throws QueueFullException {
    lock.lock();
    try {
      requireRoom();
      reserved++;
    } finally {
      lock.unlock();
    }
  }

  /** Gives a reserved place back. */
  void release() {
    lock.lock();
    try {
      reserved--;
    } finally {
      lock.unlock();
    }
  }

  /** Puts an image at a place that was reserved. */
  CompletableFuture<EncodedImage> add(float[] pixels, Duration patience) {
    CompletableFuture<EncodedImage> answer = new CompletableFuture<>();
    lock.lock();
    try {
      reserved--;
      if (closed) {
        return CompletableFuture.failedFuture(new IllegalStateException("the encoder is closed"));
      }
      long now = System.nanoTime();
      images.add(new WaitingImage(pixels, now, now + patience.toNanos(), answer));
      changed.signal();
    } finally {
      lock.unlock();
    }
    return answer;
  }

  private void requireRoom() throws QueueFullException {
    int taken = images.size() + reserved;
    if (taken >= options.capacity()) {
      listener.refused();
      long wait = (long) (taken * nanosecondsPerImage);
      throw new QueueFullException(taken, Duration.ofNanos(wait));
    }
  }

  int size() {
    lock.lock();
    try {
      return images.size();
    } finally {
      lock.unlock();
    }
  }

  void ran(int count, long nanoseconds) {
    double each = (double) nanoseconds / count;
    lock.lock();
    try {
      nanosecondsPerImage +=
          (nanosecondsPerImage == 0 ? 1 : SMOOTHING) * (each - nanosecondsPerImage);
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the next batch; empty when this was closed and nothing is left. */
  List<WaitingImage> take() {
    lock.lock();
    try {
      do {
        awaitBatch();
        dropExpired();
      } while (images.isEmpty() && !closed);
      return images.isEmpty() ? List.of() : next(options.runSize(images.size()));
    } finally {
      lock.unlock();
    }
  }

  private void awaitBatch() {
    while (images.isEmpty() && !closed) {
      changed.awaitUninterruptibly();
    }
    while (!closed && images.size() < options.largestBatch()) {
      long left = options.delay().toNanos() - (System.nanoTime() - images.element().arrived());
      if (left <= 0) {
        return;
      }
      await(left);
    }
  }

  private void await(long nanoseconds) {
    try {
      long left = changed.awaitNanos(nanoseconds);
      assert left <= nanoseconds;
    } catch (InterruptedException e) { // nobody interrupts the encoding thread: close() ends it
      throw new IllegalStateException("the encoding thread was interrupted", e);
    }
  }

  private void dropExpired() {
    long now = System.nanoTime();
    images.removeIf(
        image -> {
          boolean late = !image.abandoned() && image.expired(now);
          if (late) {
            listener.expired();
            image.answer().completeExceptionally(new DeadlineException());
          }
          return image.abandoned();
        });
  }

  private List<WaitingImage> next(int count) {
    List<WaitingImage> batch = new ArrayList<>(count);
    long now = System.nanoTime();
    for (int i = 0; i < count; i++) {
      WaitingImage image = images.remove();
      listener.waited(now - image.arrived());
      batch.add(image);
    }
    return batch;
  }
}
