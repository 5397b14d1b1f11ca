package org.softcpt.server;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads image requests in all their forms: an image alone, multipart/form-data, JSON. */
final class ImageRequests {

  private final Limits limits;

  ImageRequests(Limits limits) {
    this.limits = limits;
  }

  /**
   * Reads one.
   *
   * @throws ApiException if it is none, or asks for too much
   */
  ImageRequest read(Exchange exchange) throws ApiException {
    ImageRequest request = byType(exchange);
    if (request.images().isEmpty() || request.images().size() > limits.images()) {
      throw ApiException.malformed(
          "images: expected 1 to %d, found %d".formatted(limits.images(), request.images().size()));
    }
    return request;
  }

  private ImageRequest byType(Exchange exchange) throws ApiException {
    String type = exchange.mediaType();
    if (type.equals(Reply.JSON)) {
      return JsonImages.read(Json.object(exchange.body()), exchange);
    }
    if (type.equals("multipart/form-data")) {
      return MultipartImages.read(exchange, limits);
    }
    if (type.startsWith("image/") || type.equals("application/octet-stream")) {
      List<NamedImage> image = List.of(new NamedImage("0", exchange.body()));
      return of(exchange, Optional.empty(), Optional.empty(), Optional.empty(), image);
    }
    throw new ApiException(
        415,
        "unsupported_media_type",
        "Content-Type: expected image/*, application/octet-stream, multipart/form-data or application/json, found %s"
            .formatted(type.isEmpty() ? "none" : Shown.of(type)));
  }

  /** What the body does not say, the URL may. */
  static ImageRequest of(
      Exchange exchange,
      Optional<String> bundle,
      Optional<String> tasks,
      Optional<String> top,
      List<NamedImage> images)
      throws ApiException {
    Optional<String> count = top.or(() -> exchange.parameter("top"));
    return new ImageRequest(
        bundle.or(() -> exchange.parameter("bundle")),
        words(tasks.or(() -> exchange.parameter("tasks")).orElse("")),
        count.isEmpty() ? Optional.empty() : Optional.of(count(count.get())),
        images);
  }

  private static List<String> words(String list) {
    return Stream.of(list.split(",")).map(String::strip).filter(word -> !word.isEmpty()).toList();
  }

  private static int count(String text) throws ApiException {
    try {
      int count = Integer.parseInt(text.strip());
      if (count >= 1) {
        return count;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw ApiException.malformed(
        "top: expected a whole number of 1 or more, found '%s'".formatted(Shown.of(text)));
  }
}
