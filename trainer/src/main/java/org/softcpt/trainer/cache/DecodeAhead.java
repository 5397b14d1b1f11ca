package org.softcpt.trainer.cache;

import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs tasks on several threads and hands out their results in the tasks' order, a bounded number
 * of them ahead of the reader. Only the reader's thread may call it.
 *
 * @param <T> a result
 */
final class DecodeAhead<T> implements AutoCloseable {

  private final Iterator<Callable<T>> tasks;
  private final int ahead;
  private final ExecutorService pool;
  private final Queue<Future<T>> results = new ArrayDeque<>();

  DecodeAhead(Iterator<Callable<T>> tasks, int threads, int ahead) {
    this.tasks = tasks;
    this.ahead = ahead;
    this.pool =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "decode-ahead");
              thread.setDaemon(true); // an interrupted build must not keep the program alive
              return thread;
            });
    refill();
  }

  /**
   * Waits for the next result.
   *
   * @throws InterruptedIOException if the thread is interrupted while it waits
   * @throws java.util.NoSuchElementException after the last one
   */
  T next() throws InterruptedIOException {
    Future<T> result = results.remove();
    refill();
    try {
      return result.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while decoding");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a decoding task failed: " + e.getCause(), e.getCause());
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }

  private void refill() {
    while (results.size() < ahead && tasks.hasNext()) {
      results.add(pool.submit(tasks.next()));
    }
  }
}
