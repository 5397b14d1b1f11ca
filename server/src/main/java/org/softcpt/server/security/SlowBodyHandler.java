package org.softcpt.server.security;

import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.NanoTime;
import org.jspecify.annotations.Nullable;

/**
 * Fails the reading of bodies that trickle. In time: a pause is ended by the idle timeout, many
 * short ones are not. In size: a byte in a chunk of its own takes a hundred bytes of memory and
 * microseconds.
 */
public final class SlowBodyHandler extends Handler.Wrapper {

  private static final int FREE_PIECES = 4096;
  private static final int LEAST_PIECE = 32; // bytes, on the average, beyond these

  private final ConnectionLimits limits;

  /**
   * Guards a handler.
   *
   * @param limits grace and rate
   * @param guarded reads bodies
   */
  public SlowBodyHandler(ConnectionLimits limits, Handler guarded) {
    super(guarded);
    this.limits = limits;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    // Asked where nobody reads or writes: then it is we who are slow, and the sender rightly waits.
    request.addIdleTimeoutListener(timeout -> false);
    return super.handle(new Watched(request), response, callback);
  }

  private final class Watched extends Request.Wrapper {

    private int pieces; // reads are never concurrent

    Watched(Request request) {
      super(request);
    }

    @Override
    public Content.@Nullable Chunk read() {
      long millis = NanoTime.millisSince(getHeadersNanoTime());
      long bytes = Request.getContentBytesRead(this);
      if (millis > limits.bodyGrace().toMillis() && bytes * 1000 < limits.bodyRate() * millis) {
        return Content.Chunk.from(new TimeoutException("fewer bytes than the least rate"), true);
      }
      if (pieces > FREE_PIECES && bytes / pieces < LEAST_PIECE) {
        return Content.Chunk.from(
            new HttpException.RuntimeException(
                HttpStatus.BAD_REQUEST_400, "a body in too small pieces"),
            true);
      }
      Content.Chunk chunk = super.read();
      pieces += chunk == null ? 0 : 1;
      return chunk;
    }
  }
}
