package org.softcpt.trainer.feature;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.StreamSupport;
import org.softcpt.models.io.Json;

/** Values that {@code tools/feature_golden.py} wrote. */
final class FeatureGolden {

  private FeatureGolden() {}

  static JsonNode read() throws IOException {
    try (InputStream in = FeatureGolden.class.getResourceAsStream("feature-golden.json")) {
      return Json.mapper().readTree(in);
    }
  }

  static double[] numbers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  static int[] integers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
  }

  static Matrix matrix(JsonNode array, int columns) {
    double[] values = numbers(array);
    return new Matrix(values.length / columns, columns, values);
  }
}
