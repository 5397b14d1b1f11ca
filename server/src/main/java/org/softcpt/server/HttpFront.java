package org.softcpt.server;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.CrossOriginHandler;
import org.softcpt.server.security.ApiKeyHandler;
import org.softcpt.server.security.ApiKeys;
import org.softcpt.server.security.ConnectionLimits;
import org.softcpt.server.security.DrainHandler;
import org.softcpt.server.security.SecurityOptions;
import org.softcpt.server.security.SlowBodyHandler;
import org.softcpt.server.security.TimedConnectionFactory;
import org.softcpt.server.security.Tls;

/** Jetty, set up: what a request goes through before an endpoint is asked, from outside in. */
final class HttpFront {

  private static final String METRICS = "/metrics";
  private static final Set<String> PUBLIC = Set.of("/", "/openapi.json"); // and the page's files
  private static final Set<String> HEALTH =
      Set.of("/health/live", "/health/ready", "/v2/health/live", "/v2/health/ready");

  private final Server jetty = new Server();
  private final ServerConnector connector;
  private final DrainHandler drain;

  /**
   * Sets Jetty up; {@link #jetty()} is still to be started.
   *
   * @param options how
   * @param api answers those who are let in
   * @param metrics counts the others
   * @throws IOException if there is a certificate that cannot be used
   */
  HttpFront(ServerOptions options, Handler api, RequestMetrics metrics) throws IOException {
    SecurityOptions security = options.security();
    drain = new DrainHandler(HEALTH::contains, guarded(security, api));
    connector = connector(options, security);
    jetty.addConnector(connector);
    jetty.addBean(new NetworkConnectionLimit(security.connections().connections(), connector));
    jetty.setErrorHandler(new JsonErrors(metrics));
    jetty.setHandler(drain);
    security.accessLog().ifPresent(log -> jetty.setRequestLog(new AccessLog(log)));
  }

  private static Handler guarded(SecurityOptions security, Handler api) {
    Handler inner = new SlowBodyHandler(security.connections(), api);
    if (security.keys().isPresent()) {
      ApiKeys keys = security.keys().get();
      boolean hidden = security.privateMetrics();
      inner = new ApiKeyHandler(keys, path -> isOpen(path, hidden), inner);
    }
    return security.origins().isEmpty() ? inner : crossOrigin(security, inner);
  }

  /** Health, for those without keys; and what is the same on every server. */
  private static boolean isOpen(String path, boolean privateMetrics) {
    return HEALTH.contains(path)
        || PUBLIC.contains(path)
        || path.startsWith("/page/")
        || path.equals(METRICS) && !privateMetrics;
  }

  private static Handler crossOrigin(SecurityOptions security, Handler inner) {
    CrossOriginHandler handler = new CrossOriginHandler();
    Set<String> patterns = new LinkedHashSet<>();
    security.origins().forEach(each -> patterns.add(each.equals("*") ? each : Pattern.quote(each)));
    handler.setAllowedOriginPatterns(patterns);
    handler.setAllowedMethods(Set.of("GET", "POST", "DELETE"));
    handler.setAllowedHeaders(
        Set.of("Content-Type", "Authorization", "X-API-Key", RequestId.HEADER));
    handler.setExposedHeaders(Set.of(RequestId.HEADER, "Retry-After"));
    handler.setHandler(inner);
    return handler;
  }

  private ServerConnector connector(ServerOptions options, SecurityOptions security)
      throws IOException {
    ConnectionLimits limits = security.connections();
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(limits.headerBytes());
    HttpConnectionFactory plain =
        new TimedConnectionFactory(http, limits.headerTime(), HttpFront::refusal);
    ServerConnector made;
    if (security.tls().isPresent()) {
      SecureRequestCustomizer secure = new SecureRequestCustomizer();
      secure.setSniHostCheck(false); // a load balancer may call the server by any name
      http.addCustomizer(secure);
      made = new ServerConnector(jetty, tls(security.tls().get(), plain), plain);
    } else {
      made = new ServerConnector(jetty, plain);
    }
    made.setHost(options.host());
    made.setPort(options.port());
    made.setIdleTimeout(limits.idle().toMillis());
    return made;
  }

  private static SslConnectionFactory tls(Tls tls, HttpConnectionFactory plain) throws IOException {
    return new SslConnectionFactory(tls.context(), plain.getProtocol());
  }

  private static byte[] refusal(int status, String target) {
    String message =
        status == HttpStatus.REQUEST_TIMEOUT_408
            ? "the request's line and headers did not arrive in time"
            : "the request ended within its line or headers";
    String none = "none"; // the header with the request's id may be among the missing ones
    ApiException refusal = new ApiException(status, ErrorBody.code(status), message);
    return ErrorReply.of(refusal, target, none).body();
  }

  Server jetty() {
    return jetty;
  }

  int port() {
    return connector.getLocalPort();
  }

  /** Refuses new requests, waits for those in work; whether all were answered in time. */
  boolean drain(Duration deadline) throws InterruptedException {
    return drain.drain(deadline);
  }
}
