package org.softcpt.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;

/** An image request as a form: every part with a file name is an image. */
final class MultipartImages {

  private static final Set<String> FIELDS = Set.of("bundle", "tasks", "top");
  private static final int FIELD_BYTES = 64 << 10;

  private MultipartImages() {}

  static ImageRequest read(Exchange exchange, Limits limits) throws ApiException {
    try (MultiPartFormData.Parts parts = parts(exchange, limits)) {
      return read(parts, exchange);
    }
  }

  private static ImageRequest read(MultiPartFormData.Parts parts, Exchange exchange)
      throws ApiException {
    List<NamedImage> images = new ArrayList<>();
    Map<String, String> fields = new HashMap<>();
    for (MultiPart.Part part : parts) {
      if (part.getFileName() != null) {
        images.add(new NamedImage(name(part, images.size()), content(part)));
      } else {
        field(part, fields);
      }
    }
    return ImageRequests.of(
        exchange,
        Optional.ofNullable(fields.get("bundle")),
        Optional.ofNullable(fields.get("tasks")),
        Optional.ofNullable(fields.get("top")),
        images);
  }

  private static String name(MultiPart.Part part, int number) {
    return part.getFileName().isBlank() ? Integer.toString(number) : part.getFileName();
  }

  private static void field(MultiPart.Part part, Map<String, String> fields) throws ApiException {
    String name = String.valueOf(part.getName());
    if (!FIELDS.contains(name) || part.getLength() > FIELD_BYTES) {
      throw ApiException.malformed(
          "part '%s': expected images with file names, or the fields %s, found a field of %d bytes"
              .formatted(Shown.of(name), FIELDS, part.getLength()));
    }
    if (fields.put(name, text(part)) != null) {
      throw ApiException.malformed("field '%s' is there twice".formatted(name));
    }
  }

  private static String text(MultiPart.Part part) throws ApiException {
    try {
      return part.getContentAsString(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) { // what Jetty throws for a CharacterCodingException
      throw ApiException.malformed("field '%s': not UTF-8 text".formatted(part.getName()));
    }
  }

  private static byte[] content(MultiPart.Part part) throws ApiException {
    try (InputStream stream = Content.Source.asInputStream(part.createContentSource())) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private static MultiPartFormData.Parts parts(Exchange exchange, Limits limits)
      throws ApiException {
    MultiPartFormData.Parser parser = new MultiPartFormData.Parser(boundary(exchange));
    parser.setUseFilesForPartsWithoutFileName(false);
    parser.setMaxMemoryFileSize(-1); // no temporary files: the body is in memory already
    parser.setMaxLength(limits.bodyBytes());
    parser.setMaxParts(limits.images() + FIELDS.size());
    CompletableFuture<MultiPartFormData.Parts> parts = new CompletableFuture<>();
    Content.Source body = Content.Source.from(ByteBuffer.wrap(exchange.body()));
    parser.parse(body, Promise.Invocable.toPromise(parts));
    try {
      return parts.join(); // nothing to wait for: all of the body is here
    } catch (CompletionException e) {
      throw broken(e.getCause());
    }
  }

  private static String boundary(Exchange exchange) throws ApiException {
    try {
      String type = exchange.headers().get(HttpHeader.CONTENT_TYPE);
      String boundary = MultiPart.extractBoundary(type);
      if (boundary != null && !boundary.isEmpty()) {
        return boundary;
      }
    } catch (IllegalArgumentException e) {
      throw ApiException.malformed("Content-Type: " + Shown.of(String.valueOf(e.getMessage())));
    }
    throw ApiException.malformed("Content-Type: multipart/form-data without a boundary");
  }

  private static ApiException broken(@Nullable Throwable cause) {
    String reason = cause == null ? "unknown" : String.valueOf(cause.getMessage());
    return ApiException.malformed("the body is no multipart/form-data: " + Shown.of(reason));
  }
}
