package org.softcpt.server.security;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Counts requests, and when the server goes down lets no new ones in: they get 503 and the
 * connection's end, so that their senders turn to another server, while those in work are answered.
 */
public final class DrainHandler extends Handler.Wrapper {

  private final Predicate<String> always;
  private final Object lock = new Object();
  private int running;
  private boolean draining;

  /**
   * Counts a handler's requests.
   *
   * @param always paths that are answered until the end: health
   * @param counted what answers
   */
  public DrainHandler(Predicate<String> always, Handler counted) {
    super(counted);
    this.always = always;
  }

  /**
   * Whether new requests are refused.
   *
   * @return true from {@link #drain} on
   */
  public boolean isDraining() {
    synchronized (lock) {
      return draining;
    }
  }

  /**
   * Refuses new requests from now on and waits for those in work.
   *
   * @param deadline how long to wait
   * @return whether all were answered
   * @throws InterruptedException if this thread is interrupted
   */
  public boolean drain(Duration deadline) throws InterruptedException {
    long end = System.nanoTime() + deadline.toNanos();
    synchronized (lock) {
      draining = true;
      for (long left = deadline.toNanos();
          running > 0 && left > 0;
          left = end - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(lock, left);
      }
      return running == 0;
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (always.test(Request.getPathInContext(request))) {
      return super.handle(request, response, callback);
    }
    if (!enter()) {
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
      response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
      int status = HttpStatus.SERVICE_UNAVAILABLE_503;
      Response.writeError(request, response, callback, status, "this server is going down");
      return true;
    }
    Request.addCompletionListener(request, failure -> leave());
    return super.handle(request, response, callback);
  }

  private boolean enter() {
    synchronized (lock) {
      running += draining ? 0 : 1;
      return !draining;
    }
  }

  private void leave() {
    synchronized (lock) {
      running--;
      lock.notifyAll();
    }
  }
}
