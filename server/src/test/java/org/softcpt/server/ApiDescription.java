package org.softcpt.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * The OpenAPI document, and whether answers are as it says. OpenAPI 3.1's schemas are those of JSON
 * Schema 2020-12, so an ordinary validator of these reads them.
 *
 * @param text as it is served
 * @param root the same, parsed
 */
record ApiDescription(String text, JsonNode root) {

  private static final String ADDRESS = "https://softcpt.test/openapi.json"; // never fetched

  static ApiDescription read() throws IOException {
    try (InputStream file = WebPage.class.getResourceAsStream("openapi.json")) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return new ApiDescription(text, new ObjectMapper().readTree(text));
    }
  }

  /** Each as {@code GET /v1/bundles}. */
  TreeSet<String> operations() {
    TreeSet<String> all = new TreeSet<>();
    root.path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> all.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    return all;
  }

  /** Follows a reference, if it is one. */
  JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? root.at(node.get("$ref").textValue().substring(1)) : node;
  }

  /** Whether an operation may answer with a status. */
  boolean hasStatus(String method, String path, int status) {
    return !root.at(place(method, path, status)).isMissingNode();
  }

  private static String place(String method, String path, int status) {
    String verb = method.toLowerCase(Locale.ROOT);
    return "/paths/%s/%s/responses/%d".formatted(escaped(path), verb, status);
  }

  /** Fails unless the document describes this answer: status, headers, type and body. */
  void requireDescribes(String method, String path, HttpResponse<String> answer) {
    String what = "%s %s: %d %s".formatted(method, path, answer.statusCode(), answer.body());
    assertTrue(hasStatus(method, path, answer.statusCode()), what + ": status is not described");
    JsonNode response = resolved(root.at(place(method, path, answer.statusCode())));
    for (Map.Entry<String, JsonNode> header : response.path("headers").properties()) {
      boolean there = answer.headers().firstValue(header.getKey()).isPresent();
      boolean required = resolved(header.getValue()).path("required").asBoolean();
      assertTrue(there || !required, what + ": header is missing: " + header.getKey());
    }
    JsonNode content = response.path("content");
    if (!content.isMissingNode()) {
      requireBody(content, answer, what);
    }
  }

  private void requireBody(JsonNode content, HttpResponse<String> answer, String what) {
    String type = answer.headers().firstValue("Content-Type").orElse("").split(";")[0];
    assertTrue(content.has(type), what + ": type is not described: " + type);
    JsonNode schema = content.path(type).path("schema");
    if (type.equals("application/json") && schema.has("$ref")) {
      assertEquals(List.of(), errors(schema.get("$ref").textValue(), answer.body()), what);
    }
  }

  /** What a JSON text lacks to fit a schema, e.g. {@code #/components/schemas/Error}. */
  List<Error> errors(String reference, String json) {
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(ADDRESS, text)));
    return registry
        .getSchema(SchemaLocation.of(ADDRESS + reference))
        .validate(json, InputFormat.JSON);
  }

  /** What a schema of the document lacks to be one. */
  List<Error> errorsOfSchema(JsonNode schema) {
    Schema schemas =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    return schemas.validate(schema);
  }

  private static String escaped(String path) {
    return path.replace("~", "~0").replace("/", "~1");
  }
}
