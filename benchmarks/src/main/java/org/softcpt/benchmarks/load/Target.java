package org.softcpt.benchmarks.load;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A server with the interface of {@code softcpt serve}; connections are kept alive. */
final class Target {

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final URI server;
  private final Duration timeout;

  /**
   * Describes a server; nothing is sent yet.
   *
   * @param server e.g. {@code http://localhost:8080}; with several bundles {@code
   *     http://localhost:8080?bundle=NAME}
   * @param timeout how long an answer may take
   */
  Target(URI server, Duration timeout) {
    this.server = server;
    this.timeout = timeout;
  }

  CompletableFuture<HttpResponse<byte[]>> classify(TestImage image) {
    return send(request(image));
  }

  /** The request that classifies an image, all tasks and classes. */
  HttpRequest request(TestImage image) {
    String query = server.getRawQuery() == null ? "" : "?" + server.getRawQuery();
    return HttpRequest.newBuilder(server.resolve("/v1/classify" + query))
        .timeout(timeout)
        .header("Content-Type", image.contentType())
        .POST(HttpRequest.BodyPublishers.ofByteArray(image.content()))
        .build();
  }

  /** Asks the server to load a bundle again (repository extension of Open Inference v2). */
  CompletableFuture<HttpResponse<byte[]>> reload(String bundle) {
    String name = URLEncoder.encode(bundle, StandardCharsets.UTF_8).replace("+", "%20");
    return send(
        HttpRequest.newBuilder(server.resolve("/v2/repository/models/" + name + "/load"))
            .timeout(timeout)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build());
  }

  private CompletableFuture<HttpResponse<byte[]>> send(HttpRequest request) {
    return client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
  }
}
