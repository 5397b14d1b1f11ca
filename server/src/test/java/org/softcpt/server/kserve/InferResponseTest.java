package org.softcpt.server.kserve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.softcpt.models.io.Json;

class InferResponseTest {

  private static final List<float[]> ROWS =
      List.of(new float[] {0.1f, 0.9f, Float.MIN_VALUE}, new float[] {1, 0, 1 / 3f});
  private static final List<List<String>> NAMES = List.of(List.of("größe"), List.of(""));

  @Test
  void everythingInTheJsonUnlessAsked() throws Exception {
    InferResponse.Body body = response(false, Optional.of("7")).body();
    assertEquals(OptionalInt.empty(), body.jsonLength());
    JsonNode json = Json.mapper().readTree(body.bytes());
    assertEquals("plants", json.get("model_name").asText());
    assertEquals("0a1b", json.get("model_version").asText());
    assertEquals("7", json.get("id").asText());
    JsonNode numbers = json.get("outputs").get(0);
    assertEquals("FP32", numbers.get("datatype").asText());
    assertEquals("[2,3]", numbers.get("shape").toString());
    for (int i = 0; i < 6; i++) { // a float in decimal is the float again
      assertEquals(ROWS.get(i / 3)[i % 3], (float) numbers.get("data").get(i).asDouble());
    }
    assertEquals("[\"größe\",\"\"]", json.get("outputs").get(1).get("data").toString());
    assertFalse(numbers.has("parameters"));
  }

  @Test
  void tensorsBehindTheJsonInItsOrder() throws Exception {
    InferResponse.Body body = response(true, Optional.empty()).body();
    int length = body.jsonLength().orElseThrow();
    JsonNode json = Json.mapper().readTree(body.bytes(), 0, length);
    assertFalse(json.has("id"));
    assertFalse(json.get("outputs").get(0).has("data"));
    assertEquals("{\"binary_data_size\":24}", parameters(json, 0));
    assertEquals("{\"binary_data_size\":15}", parameters(json, 1));
    ByteBuffer rest = ByteBuffer.wrap(body.bytes(), length, 39).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 6; i++) {
      assertEquals(ROWS.get(i / 3)[i % 3], rest.getFloat());
    }
    byte[] name = new byte[rest.getInt()];
    rest.get(name);
    assertEquals("größe", new String(name, StandardCharsets.UTF_8));
    assertEquals(0, rest.getInt());
    assertEquals(body.bytes().length, rest.position());
  }

  private static String parameters(JsonNode json, int output) {
    return json.get("outputs").get(output).get("parameters").toString();
  }

  private static InferResponse response(boolean binary, Optional<String> id) {
    return new InferResponse(
        "plants",
        "0a1b",
        id,
        List.of(
            OutputTensor.floats("p", ROWS, 3, binary), OutputTensor.texts("n", NAMES, 1, binary)));
  }
}
