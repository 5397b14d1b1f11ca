package org.softcpt.server;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** The server's JSON: snake case out, strict in. */
final class Json {

  private static final int DEEPEST = 16;
  private static final int LONGEST_NUMBER = 64;
  private static final int MOST_TOKENS = 1 << 16; // a tree takes a hundred bytes and more of each

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              new JsonFactoryBuilder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(LONGEST_NUMBER)
                          .maxTokenCount(MOST_TOKENS)
                          .maxStringLength(Integer.MAX_VALUE) // the body has a limit
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  private Json() {}

  static byte[] write(Object content) {
    try {
      return MAPPER.writeValueAsBytes(content);
    } catch (JsonProcessingException e) { // our own records and maps
      throw new IllegalStateException("cannot be written as JSON: " + content.getClass(), e);
    }
  }

  /** Reads an object. */
  static JsonNode object(byte[] body) throws ApiException {
    JsonNode node;
    try {
      node = MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw ApiException.malformed("the body is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw ApiException.malformed("the body is no JSON: " + e.getMessage());
    }
    if (!node.isObject()) {
      throw ApiException.malformed("the body: expected a JSON object, found " + node.getNodeType());
    }
    return node;
  }
}
