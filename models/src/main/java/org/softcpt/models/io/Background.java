package org.softcpt.models.io;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Work that a thread of its own does while its starter does something else. The thread does not
 * keep the process alive.
 *
 * @param <T> what the work gives
 */
public final class Background<T> {

  private final FutureTask<T> task;

  /**
   * What is done.
   *
   * @param <T> what it gives
   */
  @FunctionalInterface
  public interface Work<T> {

    /**
     * Does it.
     *
     * @return what it gives
     * @throws IOException if it fails
     */
    T run() throws IOException;
  }

  private Background(FutureTask<T> task) {
    this.task = task;
  }

  /**
   * Starts the work.
   *
   * @param <T> what it gives
   * @param name of the thread
   * @param work what it does
   * @return to wait for it
   */
  public static <T> Background<T> start(String name, Work<T> work) {
    Background<T> started = new Background<>(new FutureTask<>(work::run));
    Thread thread = new Thread(started.task, name);
    thread.setDaemon(true);
    thread.start();
    return started;
  }

  /**
   * Waits for the end of the work, also if interrupted meanwhile: nobody frees what it still uses.
   *
   * @return what it gave
   * @throws IOException if it failed; as with its unchecked exceptions, the very one it threw
   */
  public T await() throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static IOException failure(Throwable cause) {
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return (IOException) cause; // all that work declares
  }
}
