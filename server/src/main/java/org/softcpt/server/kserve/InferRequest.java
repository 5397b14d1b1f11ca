package org.softcpt.server.kserve;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /v2/models/NAME/infer} asks.
 *
 * @param id to be repeated in the response
 * @param inputs at least one, names all different
 * @param outputs what is wanted, names all different; none for everything there is
 * @param binaryOutputs whether outputs are wanted behind the JSON if they do not say otherwise
 */
public record InferRequest(
    Optional<String> id,
    List<InputTensor> inputs,
    List<RequestedOutput> outputs,
    boolean binaryOutputs) {

  /** The header that says how long the JSON is where tensors follow it. */
  public static final String HEADER = "Inference-Header-Content-Length";

  /**
   * Copies.
   *
   * @throws IllegalArgumentException never
   */
  public InferRequest {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * Reads a request.
   *
   * @param body all of it; tensors refer to it, so it must not change
   * @param jsonLength the value of {@value #HEADER}; none where the body is JSON alone
   * @return the request
   * @throws MalformedRequestException if it is not as the protocol says
   */
  public static InferRequest read(byte[] body, Optional<String> jsonLength)
      throws MalformedRequestException {
    int length = jsonLength.isPresent() ? length(jsonLength.get(), body.length) : body.length;
    InferMessage message = InferMessage.read(body, length);
    Parameters parameters = orNone(message.parameters());
    boolean binary = parameters.flag("binary_data_output", false);
    ByteBuffer behind = ByteBuffer.wrap(body, length, body.length - length);
    List<InputTensor> inputs = inputs(message.inputs(), behind);
    if (behind.hasRemaining()) {
      throw new MalformedRequestException(
          "body: expected its end after the tensors, found %d bytes more"
              .formatted(behind.remaining()));
    }
    return new InferRequest(
        Optional.ofNullable(message.id()), inputs, outputs(message.outputs(), binary), binary);
  }

  private static int length(String header, int most) throws MalformedRequestException {
    try {
      int length = Integer.parseInt(header.strip());
      if (length > 0 && length <= most) {
        return length;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new MalformedRequestException(
        "%s: expected the JSON's length, 1 to %d bytes, found %s"
            .formatted(HEADER, most, Shown.value(header)));
  }

  private static List<InputTensor> inputs(
      @Nullable List<InferMessage.Input> sent, ByteBuffer behind) throws MalformedRequestException {
    if (sent == null || sent.isEmpty()) {
      throw new MalformedRequestException("inputs: expected at least one tensor, found none");
    }
    Set<String> names = new HashSet<>();
    List<InputTensor> inputs = new ArrayList<>();
    for (InferMessage.Input input : sent) {
      inputs.add(input(input, behind));
      requireNew(names, "inputs", inputs.get(inputs.size() - 1).name());
    }
    return inputs;
  }

  private static InputTensor input(InferMessage.@Nullable Input input, ByteBuffer behind)
      throws MalformedRequestException {
    if (input == null || input.name() == null || input.datatype() == null) {
      throw new MalformedRequestException(
          "inputs: expected tensors with name, datatype and shape, found one without");
    }
    String name = Shown.value(input.name());
    List<Long> shape = input.shape();
    if (shape == null || shape.stream().anyMatch(extent -> extent == null || extent < 0)) {
      throw new MalformedRequestException(
          "input '%s': expected a shape of numbers, 0 or more, found %s".formatted(name, shape));
    }
    return new InputTensor(name, Shown.value(input.datatype()), shape, content(input, behind));
  }

  private static TensorContent content(InferMessage.Input input, ByteBuffer behind)
      throws MalformedRequestException {
    OptionalInt bytes = orNone(input.parameters()).count("binary_data_size");
    TensorContent data = input.data();
    if (bytes.isPresent() == (data != null)) {
      throw new MalformedRequestException(
          "input '%s': expected either 'data' or the parameter 'binary_data_size', found %s"
              .formatted(Shown.value(input.name()), data == null ? "neither" : "both"));
    }
    return data != null ? data : taken(input, bytes.getAsInt(), behind);
  }

  private static BinaryContent taken(InferMessage.Input input, int size, ByteBuffer behind)
      throws MalformedRequestException {
    if (size > behind.remaining()) {
      throw new MalformedRequestException(
          "input '%s': expected %d bytes behind the JSON, found %d"
              .formatted(Shown.value(input.name()), size, behind.remaining()));
    }
    ByteBuffer bytes = behind.slice(behind.position(), size);
    behind.position(behind.position() + size);
    return new BinaryContent(bytes);
  }

  private static List<RequestedOutput> outputs(
      @Nullable List<InferMessage.Output> sent, boolean binary) throws MalformedRequestException {
    Set<String> names = new HashSet<>();
    List<RequestedOutput> outputs = new ArrayList<>();
    for (InferMessage.Output output : sent == null ? List.<InferMessage.Output>of() : sent) {
      if (output == null || output.name() == null) {
        throw new MalformedRequestException("outputs: expected names, found an output without");
      }
      requireNew(names, "outputs", output.name());
      Parameters parameters = orNone(output.parameters());
      outputs.add(
          new RequestedOutput(
              output.name(),
              parameters.flag("binary_data", binary),
              parameters.count("classification").orElse(0)));
    }
    return outputs;
  }

  private static void requireNew(Set<String> names, String list, String name)
      throws MalformedRequestException {
    if (!names.add(name)) {
      throw new MalformedRequestException(
          "%s: expected different names, found '%s' twice".formatted(list, Shown.value(name)));
    }
  }

  private static Parameters orNone(@Nullable Parameters parameters) {
    return parameters == null ? Parameters.NONE : parameters;
  }
}
