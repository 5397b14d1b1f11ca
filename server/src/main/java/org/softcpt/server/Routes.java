package org.softcpt.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.jetty.http.pathmap.UriTemplatePathSpec;

/** Which endpoint answers which method and path. Filled first, then only read. */
final class Routes {

  private final List<Route> routes = new ArrayList<>();

  /**
   * One of them.
   *
   * @param method of HTTP
   * @param pattern a URI template, e.g. {@code /v2/models/{name}/infer}
   * @param spec the same, compiled
   * @param endpoint answers
   */
  record Route(String method, String pattern, UriTemplatePathSpec spec, Endpoint endpoint) {

    Map<String, String> values(String path) {
      return Map.copyOf(spec.getPathParams(path));
    }
  }

  /** Adds one. */
  Routes on(String method, String pattern, Endpoint endpoint) {
    routes.add(new Route(method, pattern, new UriTemplatePathSpec(pattern), endpoint));
    return this;
  }

  /** All, in the order in which they were added. */
  List<Route> all() {
    return List.copyOf(routes);
  }

  /** The one for a request, if there is one. */
  Optional<Route> match(String method, String path) {
    return routes.stream()
        .filter(route -> route.method().equals(method) && route.spec().matches(path))
        .findFirst();
  }

  /**
   * Finds the one for a request.
   *
   * @throws ApiException 404 if there is no such path, 405 if it takes other methods only
   */
  Route find(String method, String path) throws ApiException {
    TreeSet<String> allowed = new TreeSet<>();
    for (Route route : routes) {
      if (route.spec().matches(path)) {
        if (route.method().equals(method)) {
          return route;
        }
        allowed.add(route.method());
      }
    }
    if (allowed.isEmpty()) {
      throw new ApiException(404, "not_found", "there is nothing at this path");
    }
    String methods = String.join(", ", allowed);
    throw new ApiException(
            405, "method_not_allowed", "expected method %s, found %s".formatted(methods, method))
        .with("Allow", methods);
  }
}
