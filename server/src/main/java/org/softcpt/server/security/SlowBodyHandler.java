package org.softcpt.server.security;

import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.NanoTime;
import org.jspecify.annotations.Nullable;

/**
 * Fails the reading of bodies that trickle: a pause is ended by the idle timeout, many short ones
 * are not.
 */
public final class SlowBodyHandler extends Handler.Wrapper {

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
    return super.handle(new Watched(request), response, callback);
  }

  private final class Watched extends Request.Wrapper {

    Watched(Request request) {
      super(request);
    }

    @Override
    public Content.@Nullable Chunk read() {
      long millis = NanoTime.millisSince(getHeadersNanoTime());
      long bytes = Request.getContentBytesRead(this);
      if (millis > limits.bodyGrace().toMillis() && bytes * 1000 < limits.bodyRate() * millis) {
        TimeoutException slow = new TimeoutException("fewer bytes than the least rate");
        return Content.Chunk.from(slow, true);
      }
      return super.read();
    }
  }
}
