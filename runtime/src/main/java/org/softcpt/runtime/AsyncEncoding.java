package org.softcpt.runtime;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.softcpt.runtime.batching.BatchingEncoder;
import org.softcpt.runtime.batching.EncodedImage;
import org.softcpt.runtime.batching.QueueFullException;

/**
 * Decodes images on threads of its own and hands them to a batching encoder. A bounded number of
 * them is in work; threads end when there is nothing to do.
 */
final class AsyncEncoding implements AutoCloseable {

  private static final Duration NO_DEADLINE = Duration.ofDays(1);
  private static final int IDLE_SECONDS = 10;

  private final BatchingEncoder encoder;
  private final Semaphore places;
  private final ThreadPoolExecutor threads;

  AsyncEncoding(BatchingEncoder encoder, int mostImages) {
    this.encoder = encoder;
    this.places = new Semaphore(mostImages);
    int processors = Runtime.getRuntime().availableProcessors();
    this.threads =
        new ThreadPoolExecutor(
            processors,
            processors,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(), // the places bound it
            AsyncEncoding::thread);
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Queues an image.
   *
   * @param pixels decodes and preprocesses it
   * @param answer makes something of what the encoder gives
   * @return the answer, or what failed
   * @throws RejectedExecutionException if there are too many already
   */
  <T> CompletableFuture<T> submit(Callable<float[]> pixels, Function<EncodedImage, T> answer) {
    if (!places.tryAcquire()) {
      throw new RejectedExecutionException("too many images are in work already");
    }
    CompletableFuture<float[]> decoded = new CompletableFuture<>();
    CompletableFuture<T> answered =
        decoded.thenCompose(this::encode).thenApplyAsync(answer, threads);
    CompletableFuture<T> result = new CompletableFuture<>();
    answered.whenComplete(
        (value, failure) -> {
          places.release();
          complete(result, value, failure);
        });
    start(() -> decode(pixels, decoded), decoded);
    return result;
  }

  /** Its threads, for others who have images to decode. */
  ThreadPoolExecutor threads() {
    return threads;
  }

  /** Refuses further images; those in work are finished or fail. */
  @Override
  public void close() {
    threads.shutdown();
  }

  private void start(Runnable decoding, CompletableFuture<float[]> decoded) {
    try {
      threads.execute(decoding);
    } catch (RejectedExecutionException e) {
      decoded.completeExceptionally(e);
    }
  }

  private static void decode(Callable<float[]> pixels, CompletableFuture<float[]> decoded) {
    try {
      decoded.complete(pixels.call());
    } catch (Throwable e) { // an Error, too: nobody must wait for ever
      decoded.completeExceptionally(e);
    }
  }

  private CompletableFuture<EncodedImage> encode(float[] pixels) {
    try {
      return encoder.submit(pixels, NO_DEADLINE);
    } catch (QueueFullException e) {
      return CompletableFuture.failedFuture(new RejectedExecutionException(e.getMessage(), e));
    }
  }

  private <T> void complete(CompletableFuture<T> result, T value, Throwable failure) {
    if (failure == null) {
      result.complete(value);
      return;
    }
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    boolean closed = cause instanceof RejectedExecutionException && threads.isShutdown();
    result.completeExceptionally(
        closed ? new IllegalStateException("the classifier is closed", cause) : cause);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "softcpt-images");
    thread.setDaemon(true);
    return thread;
  }
}
