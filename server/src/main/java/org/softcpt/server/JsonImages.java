package org.softcpt.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An image request in JSON: {@code {"images": ["BASE64", {"name": "a.jpg", "data": "BASE64"}],
 * "bundle": "plants", "tasks": ["leaf"], "top": 3}}; all but the images may be missing.
 */
final class JsonImages {

  private static final Set<String> MEMBERS = Set.of("images", "bundle", "tasks", "top");
  private static final Set<String> IMAGE_MEMBERS = Set.of("name", "data");

  private JsonImages() {}

  static ImageRequest read(JsonNode request, Exchange exchange) throws ApiException {
    requireKnown(request, MEMBERS);
    return ImageRequests.of(
        exchange,
        text(request, "bundle"),
        tasks(request.get("tasks")),
        Optional.ofNullable(request.get("top")).map(JsonNode::asText),
        images(request.get("images")));
  }

  static void requireKnown(JsonNode object, Set<String> members) throws ApiException {
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!members.contains(name)) {
        throw ApiException.malformed(
            "unknown member '%s'; expected %s".formatted(Shown.of(name), members));
      }
    }
  }

  static Optional<String> text(JsonNode object, String name) throws ApiException {
    JsonNode node = object.get(name);
    if (node == null) {
      return Optional.empty();
    }
    if (!node.isTextual()) {
      throw ApiException.malformed(
          "%s: expected a text, found %s".formatted(name, node.getNodeType()));
    }
    return Optional.of(node.textValue());
  }

  private static Optional<String> tasks(@Nullable JsonNode node) throws ApiException {
    if (node == null) {
      return Optional.empty();
    }
    return Optional.of(String.join(",", texts(node, "tasks")));
  }

  /** A list of texts. */
  static List<String> texts(@Nullable JsonNode node, String name) throws ApiException {
    if (node == null || !node.isArray()) {
      throw ApiException.malformed(name + ": expected a list of texts");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode each : node) {
      if (!each.isTextual()) {
        throw ApiException.malformed(
            "%s: expected texts, found %s".formatted(name, each.getNodeType()));
      }
      texts.add(each.textValue());
    }
    return texts;
  }

  private static List<NamedImage> images(@Nullable JsonNode node) throws ApiException {
    if (node == null || !node.isArray()) {
      throw ApiException.malformed("images: expected a list of base64 texts");
    }
    List<NamedImage> images = new ArrayList<>();
    for (JsonNode each : node) {
      images.add(image(each, Integer.toString(images.size())));
    }
    return images;
  }

  private static NamedImage image(JsonNode node, String number) throws ApiException {
    if (node.isTextual()) {
      return new NamedImage(number, content(node.textValue(), number));
    }
    if (!node.isObject()) {
      throw ApiException.malformed(
          "image %s: expected a text or an object, found %s".formatted(number, node.getNodeType()));
    }
    requireKnown(node, IMAGE_MEMBERS);
    String data =
        text(node, "data")
            .orElseThrow(() -> ApiException.malformed("image " + number + ": 'data' is missing"));
    return new NamedImage(text(node, "name").orElse(number), content(data, number));
  }

  private static byte[] content(String base64, String number) throws ApiException {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw ApiException.malformed(
          "image %s: no base64 text: %s".formatted(number, Shown.of(e.getMessage())));
    }
  }
}
