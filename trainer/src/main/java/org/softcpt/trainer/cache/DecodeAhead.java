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
public final class DecodeAhead<T> implements AutoCloseable {

  private final Iterator<Callable<T>> tasks;
  private final int ahead;
  private final ExecutorService pool;
  private final Queue<Future<T>> results = new ArrayDeque<>();

  /**
   * Starts with the first tasks.
   *
   * @param tasks read by the reader's thread, not by those that run them
   * @param threads how many run at a time
   * @param ahead results that wait for the reader, at most; at least 1
   */
  public DecodeAhead(Iterator<Callable<T>> tasks, int threads, int ahead) {
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
   * Whether there is a next result.
   *
   * @return false behind the last one
   */
  public boolean hasNext() {
    return !results.isEmpty();
  }

  /**
   * Waits for the next result.
   *
   * @return the result of the next task
   * @throws InterruptedIOException if the thread is interrupted while it waits
   * @throws java.util.NoSuchElementException after the last one
   */
  public T next() throws InterruptedIOException {
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
