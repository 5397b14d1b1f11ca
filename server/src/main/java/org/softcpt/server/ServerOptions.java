package org.softcpt.server;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.softcpt.runtime.SessionOptions;
import org.softcpt.runtime.batching.BatchingOptions;
import org.softcpt.server.security.SecurityOptions;

/**
 * What a server serves, and how.
 *
 * @param host address to listen at
 * @param port to listen at; 0 takes a free one
 * @param bundles folders by name, at least one; the order is kept
 * @param session how encoders run
 * @param batching how images are put together
 * @param limits what a request may ask for
 * @param allowNewTasks whether tasks may be added by {@code POST /v1/tasks}
 * @param reloading how new versions of bundles come into service
 * @param security who may ask
 */
public record ServerOptions(
    String host,
    int port,
    Map<String, Path> bundles,
    SessionOptions session,
    BatchingOptions batching,
    Limits limits,
    boolean allowNewTasks,
    Reloading reloading,
    SecurityOptions security) {

  /** Keeps the bundles' order. */
  public ServerOptions {
    bundles = Collections.unmodifiableMap(new LinkedHashMap<>(bundles));
  }

  /**
   * Serves the versions there are at the start.
   *
   * @param host as above
   * @param port as above
   * @param bundles as above
   * @param session as above
   * @param batching as above
   * @param limits as above
   * @param allowNewTasks as above
   * @param security as above
   */
  public ServerOptions(
      String host,
      int port,
      Map<String, Path> bundles,
      SessionOptions session,
      BatchingOptions batching,
      Limits limits,
      boolean allowNewTasks,
      SecurityOptions security) {
    this(host, port, bundles, session, batching, limits, allowNewTasks, Reloading.OFF, security);
  }

  /**
   * The same with bundles that may change.
   *
   * @param how they come into service
   * @return the same otherwise
   */
  public ServerOptions with(Reloading how) {
    return new ServerOptions(
        host, port, bundles, session, batching, limits, allowNewTasks, how, security);
  }
}
