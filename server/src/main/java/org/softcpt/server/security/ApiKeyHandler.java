package org.softcpt.server.security;

import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests pass that carry a key: {@code Authorization: Bearer KEY} or {@code X-API-Key: KEY}.
 * The others get 401 before a byte of their body is read.
 */
public final class ApiKeyHandler extends Handler.Wrapper {

  private static final String KEY = "X-API-Key";
  private static final String SCHEME = "bearer ";

  private final ApiKeys keys;
  private final Predicate<String> open;

  /**
   * Guards a handler.
   *
   * @param keys what opens it
   * @param open which paths need no key: health, for those who look after the server
   * @param guarded what answers those who pass
   */
  public ApiKeyHandler(ApiKeys keys, Predicate<String> open, Handler guarded) {
    super(guarded);
    this.keys = keys;
    this.open = open;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (open.test(Request.getPathInContext(request))) {
      return super.handle(request, response, callback);
    }
    String key = key(request.getHeaders());
    if (key != null && keys.contains(key)) {
      return super.handle(request, response, callback);
    }
    response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
    Response.writeError(
        request,
        response,
        callback,
        HttpStatus.UNAUTHORIZED_401,
        "expected an API key in Authorization: Bearer or X-API-Key, found "
            + (key == null ? "none" : "another"));
    return true;
  }

  private static @Nullable String key(HttpFields headers) {
    String authorization = headers.get(HttpHeader.AUTHORIZATION);
    if (authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return authorization.substring(SCHEME.length()).strip();
    }
    return headers.get(KEY);
  }
}
