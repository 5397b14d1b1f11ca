package org.softcpt.onnx.gradient;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.softcpt.models.io.Json;
import org.softcpt.onnx.testing.Tensor;

/**
 * What PyTorch computed, in float64; written by {@code tools/golden_gradients.py}.
 *
 * @param torch version that computed
 * @param numpy version that drew the inputs
 * @param cases by title
 */
record GoldenGradients(String torch, String numpy, Map<String, Case> cases) {

  /**
   * One function of named inputs.
   *
   * @param inputs where it was evaluated; exact in single precision
   * @param upstream gradient of the output
   * @param output its value
   * @param gradients Σ upstream · output, differentiated by each input
   */
  record Case(
      Map<String, Numbers> inputs,
      Numbers upstream,
      Numbers output,
      Map<String, Numbers> gradients) {}

  /** A tensor as the file holds it. */
  record Numbers(long[] shape, double[] values) {
    Tensor tensor() {
      return new Tensor(shape, values);
    }
  }

  static GoldenGradients read() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(
            GoldenGradients.class.getResourceAsStream("golden-gradients.json"))) {
      return Json.mapper().readValue(file, GoldenGradients.class);
    }
  }

  static Map<String, Tensor> tensors(Map<String, Numbers> numbers) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    numbers.forEach((name, value) -> tensors.put(name, value.tensor()));
    return tensors;
  }
}
