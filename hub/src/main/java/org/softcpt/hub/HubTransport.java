package org.softcpt.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.softcpt.models.io.InvalidInputException;

/**
 * Requests over HTTP. Redirects are followed here and not by the JDK's client, because the token
 * may only go to the hub's own address: large files lie on other hosts.
 */
final class HubTransport {

  private static final int MOST_REDIRECTS = 10;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final HubAddress hub;
  private final @Nullable HubToken token;
  private final Patience patience;
  private final HttpClient client;

  /**
   * Makes the client; connects to nothing yet.
   *
   * @param token sent to the hub's own address
   * @throws InvalidInputException if there is a token and others could read it on its way
   */
  HubTransport(HubAddress hub, @Nullable HubToken token, Patience patience)
      throws InvalidInputException {
    if (token != null && !hub.isPrivate()) {
      throw new InvalidInputException(
          hub + ": the token is not sent over plain http; use https, or unset HF_TOKEN");
    }
    this.hub = hub;
    this.token = token;
    this.patience = patience;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience.connect())
            .build();
  }

  boolean hasToken() {
    return token != null;
  }

  /** Gets a resource; the caller closes the body. Any status but a redirect comes back. */
  HttpResponse<InputStream> get(URI uri, Map<String, String> headers) throws IOException {
    return follow("GET", uri, headers, response -> false);
  }

  /** Asks for a resource's head until an answer satisfies, or there is no further redirect. */
  HttpResponse<InputStream> head(URI uri, Predicate<HttpResponse<?>> satisfied) throws IOException {
    return follow("HEAD", uri, Map.of(), satisfied);
  }

  private HttpResponse<InputStream> follow(
      String method, URI start, Map<String, String> headers, Predicate<HttpResponse<?>> satisfied)
      throws IOException {
    URI uri = start;
    for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
      HttpResponse<InputStream> response = send(request(method, uri, headers));
      if (!REDIRECTS.contains(response.statusCode()) || satisfied.test(response)) {
        return response;
      }
      response.body().close();
      uri = target(uri, response.headers().firstValue("Location"));
    }
    throw new InvalidInputException(
        "%s: more than %d redirects".formatted(shown(start), MOST_REDIRECTS));
  }

  private HttpRequest request(String method, URI uri, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(patience.stall())
            .header("User-Agent", "softcpt")
            .header("Accept-Encoding", "identity"); // digests are of the bytes as they are
    headers.forEach(request::header);
    if (token != null && hub.hasOrigin(uri)) {
      request.header("Authorization", "Bearer " + token.value());
    }
    return request.build();
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (SSLException e) { // a certificate does not become good by waiting
      throw new InvalidInputException(shown(request.uri()) + ": TLS: " + e.getMessage(), e);
    } catch (IOException e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new PassingFailure(shown(request.uri()) + ": no answer: " + reason, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + shown(request.uri()));
    }
  }

  private static URI target(URI from, Optional<String> location) throws InvalidInputException {
    URI target;
    try {
      target = from.resolve(location.orElse(""));
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(shown(from) + ": redirects to what is no address", e);
    }
    if (location.isEmpty() || !HubAddress.isHttp(target) || target.getHost() == null) {
      throw new InvalidInputException(
          "%s: expected a redirect to http or https, found '%s'"
              .formatted(shown(from), shown(target)));
    }
    if (HubAddress.isSecure(from) && !HubAddress.isSecure(target)) {
      throw new InvalidInputException(
          "%s: redirects from https to plain http, %s".formatted(shown(from), shown(target)));
    }
    return target;
  }

  /** An address for messages: without its query, which may hold a signature. */
  static String shown(URI uri) {
    return uri.toString().replaceFirst("[?#].*", "");
  }
}
