package org.softcpt.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.softcpt.models.io.Sha256;

/**
 * The web page at {@code /}, the files it is made of, and the description of the interface at
 * {@code /openapi.json}. All are on the class path and held in memory.
 */
final class WebPage {

  /** What the page consists of beside {@link #INDEX}. */
  static final List<String> FILES =
      List.of(
          "api.js",
          "card.js",
          "choices.js",
          "controls.css",
          "element.js",
          "icon.svg",
          "intake.js",
          "main.js",
          "newtask.js",
          "page.css",
          "pictures.js",
          "results.css");

  /** The page itself. */
  static final String INDEX = "index.html";

  /** The page loads from this server and shows images that it was given, and nothing else. */
  static final String POLICY =
      String.join(
          "; ",
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "img-src 'self' blob:",
          "connect-src 'self'",
          "base-uri 'none'",
          "form-action 'none'",
          "frame-ancestors 'none'",
          "require-trusted-types-for 'script'",
          "trusted-types 'none'");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "json", Reply.JSON);

  private final Reply index = page("page/" + INDEX);
  private final Reply description = read("openapi.json");
  private final Map<String, Reply> files = new TreeMap<>();

  WebPage() {
    FILES.forEach(name -> files.put(name, page("page/" + name)));
  }

  /** Serves all of it. */
  Routes addTo(Routes routes) {
    return routes
        .on("GET", "/", exchange -> known(exchange, index))
        .on("GET", "/page/{file}", this::file)
        .on("GET", "/openapi.json", exchange -> known(exchange, description));
  }

  private CompletionStage<Reply> file(Exchange exchange) throws ApiException {
    String name = exchange.pathValues().get("file");
    @Nullable Reply reply = files.get(name);
    if (reply == null) {
      throw new ApiException(
          404, "not_found", "the page has no file '%s'".formatted(Shown.of(name)));
    }
    return known(exchange, reply);
  }

  /** A browser that has the same already is told so. */
  private static CompletionStage<Reply> known(Exchange exchange, Reply reply) {
    boolean same = reply.headers().get("ETag").equals(exchange.headers().get("If-None-Match"));
    Reply answer = same ? new Reply(304, reply.contentType(), new byte[0], reply.headers()) : reply;
    return CompletableFuture.completedFuture(answer);
  }

  private static Reply page(String name) {
    return read(name)
        .with("Content-Security-Policy", POLICY)
        .with("Referrer-Policy", "no-referrer");
  }

  private static Reply read(String name) {
    byte[] body = bytes(name);
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    return new Reply(200, type, body, Map.of())
        .with("Cache-Control", "no-cache")
        .with("ETag", '"' + Sha256.of(body).substring(0, 16) + '"');
  }

  private static byte[] bytes(String name) {
    try (InputStream file = WebPage.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("the jar lacks " + name);
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
