package org.softcpt.server.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A connection that answers what never becomes a request: 408 where headers take too long, 400
 * where the sender stops within them. Nobody else can: there is no request to answer yet.
 */
final class TimedConnection extends HttpConnection {

  private final long headerMillis;
  private final TimedConnectionFactory.Refusals refusals;
  private Scheduler.@Nullable Task deadline; // armed while headers are incomplete
  private volatile String target = ""; // of a request that is not here yet as a whole

  TimedConnection(
      HttpConfiguration configuration,
      Connector connector,
      EndPoint endPoint,
      long headerMillis,
      TimedConnectionFactory.Refusals refusals) {
    super(configuration, connector, endPoint);
    this.headerMillis = headerMillis;
    this.refusals = refusals;
  }

  @Override
  protected RequestHandler newRequestHandler() {
    return new RequestHandler() {
      @Override
      public void startRequest(String method, String uri, HttpVersion version) {
        target = uri;
        super.startRequest(method, uri, version);
      }

      @Override
      public boolean messageComplete() {
        target = ""; // the next one's is not known before its line is here
        return super.messageComplete();
      }

      @Override
      public void earlyEOF() {
        if (isCutOff()) {
          refuse(HttpStatus.BAD_REQUEST_400);
        } else {
          super.earlyEOF();
        }
      }

      @Override
      public void badMessage(HttpException failure) {
        if (isCutOff()) {
          refuse(HttpStatus.BAD_REQUEST_400);
        } else {
          super.badMessage(failure);
        }
      }
    };
  }

  String target() {
    return target;
  }

  /** The sender has hung up within a request's line or headers; Jetty is about to do the same. */
  private boolean isCutOff() {
    return getParser().isAtEOF()
        && getHttpChannel().getRequest() == null
        && getParser().getHeaderLength() > 0;
  }

  @Override
  public void onFillable() {
    super.onFillable();
    watch();
  }

  /** Most requests arrive whole, and never arm anything. */
  private synchronized void watch() {
    boolean incomplete = isWithinHeaders() && getEndPoint().isOpen();
    if (incomplete && deadline == null) {
      deadline =
          getConnector().getScheduler().schedule(this::expire, headerMillis, TimeUnit.MILLISECONDS);
    } else if (!incomplete) {
      disarm();
    }
  }

  private synchronized void disarm() {
    if (deadline != null) {
      deadline.cancel();
      deadline = null;
    }
  }

  private void expire() {
    synchronized (this) {
      deadline = null;
    }
    if (isWithinHeaders()) {
      refuse(HttpStatus.REQUEST_TIMEOUT_408);
      getEndPoint().shutdownOutput();
      getEndPoint().close();
    }
  }

  @Override
  public boolean onIdleExpired(TimeoutException timeout) {
    if (isWithinHeaders()) {
      refuse(HttpStatus.REQUEST_TIMEOUT_408);
    }
    return super.onIdleExpired(timeout);
  }

  @Override
  public void onClose(@Nullable Throwable cause) {
    disarm();
    super.onClose(cause);
  }

  /** Some of a request's line or headers is here, and not all. */
  private boolean isWithinHeaders() {
    return getHttpChannel().getRequest() == null
        && getParser().inHeaderState()
        && !getParser().isStart();
  }

  private void refuse(int status) {
    byte[] body = refusals.body(status, target);
    String head =
        "HTTP/1.1 %d %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
            .formatted(status, HttpStatus.getMessage(status), body.length);
    byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
    getEndPoint().write(Callback.NOOP, ByteBuffer.wrap(start), ByteBuffer.wrap(body));
  }
}
