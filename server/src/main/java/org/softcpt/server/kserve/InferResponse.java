package org.softcpt.server.kserve;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.softcpt.models.io.Json;

/**
 * What answers an {@link InferRequest}.
 *
 * @param model its name
 * @param version which version answered
 * @param id the request's
 * @param outputs in the order they were asked for
 */
public record InferResponse(
    String model, String version, Optional<String> id, List<OutputTensor> outputs) {

  /** Copies. */
  public InferResponse {
    outputs = List.copyOf(outputs);
  }

  /**
   * A response's body.
   *
   * @param bytes JSON, then tensors
   * @param jsonLength length of the JSON in bytes, the value of {@link InferRequest#HEADER}; none
   *     where there is nothing else
   */
  public record Body(byte[] bytes, OptionalInt jsonLength) {}

  /**
   * Writes the response.
   *
   * @return what goes over the wire
   */
  public Body body() {
    byte[] json = Json.line(message()).getBytes(StandardCharsets.UTF_8);
    if (outputs.stream().noneMatch(OutputTensor::binary)) {
      return new Body(json, OptionalInt.empty());
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(json);
    outputs.stream()
        .filter(OutputTensor::binary)
        .map(OutputTensor::bytes)
        .forEach(body::writeBytes);
    return new Body(body.toByteArray(), OptionalInt.of(json.length));
  }

  private Map<String, Object> message() {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("model_name", model);
    message.put("model_version", version);
    id.ifPresent(text -> message.put("id", text));
    message.put("outputs", outputs.stream().map(InferResponse::described).toList());
    return message;
  }

  private static Map<String, Object> described(OutputTensor output) {
    Map<String, Object> tensor = new LinkedHashMap<>();
    tensor.put("name", output.name());
    tensor.put("datatype", output.datatype());
    tensor.put("shape", output.shape());
    if (output.binary()) {
      tensor.put("parameters", Map.of("binary_data_size", output.bytes().length));
    } else {
      tensor.put("data", output.data());
    }
    return tensor;
  }
}
