package org.softcpt.server.security;

import java.time.Duration;
import java.util.function.IntFunction;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;

/**
 * HTTP/1.1 whose requests must come to the end of their headers in time. Jetty's own connections
 * wait as long as a byte trickles in now and then, and then close without a word.
 */
public final class TimedConnectionFactory extends HttpConnectionFactory {

  private final Duration headerTime;
  private final IntFunction<byte[]> refusals;

  /**
   * Makes connections.
   *
   * @param configuration of HTTP
   * @param headerTime from the first byte of a request to the end of its headers
   * @param refusals the JSON body of a refusal by its status, 400 or 408
   */
  public TimedConnectionFactory(
      HttpConfiguration configuration, Duration headerTime, IntFunction<byte[]> refusals) {
    super(configuration);
    this.headerTime = headerTime;
    this.refusals = refusals;
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    HttpConfiguration configuration = getHttpConfiguration();
    long millis = headerTime.toMillis();
    return configure(
        new TimedConnection(configuration, connector, endPoint, millis, refusals),
        connector,
        endPoint);
  }
}
