package org.softcpt.trainer.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import org.softcpt.models.io.Json;

/** Values that {@code tools/sgd_golden.py} wrote. */
final class Golden {

  private Golden() {}

  static JsonNode read() throws IOException {
    try (InputStream in = Golden.class.getResourceAsStream("sgd-golden.json")) {
      return Json.mapper().readTree(in);
    }
  }
}
