package org.softcpt.server.security;

import java.time.Duration;
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

  /** What those are told whose request never became one. */
  @FunctionalInterface
  public interface Refusals {

    /**
     * A refusal's body.
     *
     * @param status of HTTP, 400 or 408
     * @param target the request's path and query as far as known, else empty
     * @return JSON
     */
    byte[] body(int status, String target);
  }

  private final Duration headerTime;
  private final Refusals refusals;

  /**
   * Makes connections.
   *
   * @param configuration of HTTP
   * @param headerTime from the first byte of a request to the end of its headers
   * @param refusals what those are told who do not come to that end
   */
  public TimedConnectionFactory(
      HttpConfiguration configuration, Duration headerTime, Refusals refusals) {
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

  /**
   * What a request is about that is not here as a whole, also where its target is malformed.
   *
   * @param connection made by such a factory; of another, nothing is known
   * @return path and query as sent, empty if unknown
   */
  public static String target(Connection connection) {
    return connection instanceof TimedConnection timed ? timed.target() : "";
  }
}
