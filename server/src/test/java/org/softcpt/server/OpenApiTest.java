package org.softcpt.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The OpenAPI document alone: well formed, and about this server. */
class OpenApiTest {

  private static final String ERROR = "#/components/schemas/Error";
  private static final String PROTOCOL_ERROR = "#/components/schemas/ProtocolError";

  private static ApiDescription description;

  @BeforeAll
  static void read() throws IOException {
    description = ApiDescription.read();
  }

  @Test
  void isValid() {
    assertEquals(List.of(), problems(description.text()));
    assertEquals("3.1.0", description.root().path("openapi").textValue());
  }

  @ParameterizedTest // or the test above could not fail
  @CsvSource(
      delimiter = '|',
      value = {
        "\"in\": \"path\",| ",
        "schemas/Bundles\"|schemas/Other\"",
        "\"responses\": {\"200\"|\"answers\": {\"200\"",
        "\"name\": \"bundle\",|\"nom\": \"bundle\","
      })
  void aMistakeIsFound(String right, String wrong) {
    String broken = description.text().replace(right, wrong == null ? "" : wrong);
    assertFalse(problems(broken).isEmpty(), right);
  }

  private static List<String> problems(String text) {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    return new OpenAPIV3Parser().readContents(text, null, options).getMessages();
  }

  @Test
  void everySchemaIsOne() {
    for (Map.Entry<String, JsonNode> schema : schemas()) {
      assertEquals(
          List.of(), description.errorsOfSchema(schema.getValue()), "schema " + schema.getKey());
    }
  }

  @Test
  void everySchemaIsUsed() {
    TreeSet<String> unused = new TreeSet<>();
    for (String kind : List.of("schemas", "parameters", "responses", "headers", "requestBodies")) {
      description
          .root()
          .path("components")
          .path(kind)
          .fieldNames()
          .forEachRemaining(name -> unused.add("#/components/" + kind + "/" + name));
    }
    description.root().findValuesAsText("$ref").forEach(unused::remove);
    assertEquals(new TreeSet<>(), unused);
  }

  @Test
  void everyRefusalHasTheSameBody() {
    int refusals = 0;
    for (Map.Entry<String, JsonNode> path : description.root().path("paths").properties()) {
      Set<String> allowed =
          path.getKey().startsWith("/v2") ? Set.of(ERROR, PROTOCOL_ERROR) : Set.of(ERROR);
      for (JsonNode responses : path.getValue().findValues("responses")) {
        refusals += refusals(responses, allowed);
      }
    }
    assertTrue(refusals > 60, "refusals: " + refusals);
  }

  private static int refusals(JsonNode responses, Set<String> allowed) {
    int count = 0;
    for (Map.Entry<String, JsonNode> response : responses.properties()) {
      if (response.getKey().compareTo("400") >= 0) {
        JsonNode described = description.resolved(response.getValue());
        String schema = described.at("/content/application~1json/schema/$ref").textValue();
        assertTrue(allowed.contains(schema), response + " has " + schema);
        count++;
      }
    }
    return count;
  }

  @Test
  void anAnswerOfAnotherShapeIsFound() {
    Stream.of(
            "{\"error\": \"a text\"}",
            "{\"error\": {\"code\": \"a\", \"message\": \"b\"}}",
            "{\"error\": {\"code\": \"A b\", \"message\": \"b\", \"request_id\": \"c\"}}",
            "{\"error\": {\"code\": \"a\", \"message\": \"b\", \"request_id\": \"c\", \"d\": 1}}")
        .forEach(wrong -> assertFalse(description.errors(ERROR, wrong).isEmpty(), wrong));
  }

  private static Iterable<Map.Entry<String, JsonNode>> schemas() {
    return description.root().path("components").path("schemas").properties();
  }
}
