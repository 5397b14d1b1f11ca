package org.softcpt.server;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.softcpt.server.kserve.InferRequest;
import org.softcpt.server.kserve.InferResponse;
import org.softcpt.server.kserve.InputTensor;
import org.softcpt.server.kserve.MalformedRequestException;

/** {@code POST /v2/models/{name}/infer}. */
final class InferEndpoint implements Endpoint {

  private static final String BINARY = "application/octet-stream";

  private final BundleRegistry registry;
  private final ImagePipeline pipeline;
  private final Limits limits;

  InferEndpoint(BundleRegistry registry, ImagePipeline pipeline, Limits limits) {
    this.registry = registry;
    this.pipeline = pipeline;
    this.limits = limits;
  }

  @Override
  public CompletionStage<Reply> answer(Exchange exchange) throws ApiException {
    requirePlain(exchange);
    return InferenceProtocol.use(registry, exchange).answer(bundle -> answer(bundle, exchange));
  }

  private CompletionStage<Reply> answer(ServedBundle bundle, Exchange exchange)
      throws ApiException {
    try {
      InferRequest request = request(exchange);
      InferOutputs outputs = InferOutputs.of(request, bundle);
      return features(bundle, request, exchange)
          .thenApply(features -> reply(bundle, request, outputs, features));
    } catch (MalformedRequestException e) {
      throw ApiException.malformed(e.getMessage());
    }
  }

  private static void requirePlain(Exchange exchange) throws ApiException {
    String encoding = exchange.headers().get("Content-Encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw new ApiException(
          415,
          "unsupported_media_type",
          "Content-Encoding: expected none, found " + Shown.of(encoding));
    }
  }

  private static InferRequest request(Exchange exchange) throws MalformedRequestException {
    String length = exchange.headers().get(InferRequest.HEADER);
    return InferRequest.read(exchange.body(), Optional.ofNullable(length));
  }

  private CompletableFuture<List<float[]>> features(
      ServedBundle bundle, InferRequest request, Exchange exchange)
      throws ApiException, MalformedRequestException {
    InputTensor input = request.inputs().get(0);
    if (request.inputs().size() > 1
        || !List.of(ModelMetadata.IMAGE, ModelMetadata.PIXELS).contains(input.name())) {
      throw ApiException.malformed(
          "inputs: expected either 'image' or 'pixels', found "
              + request.inputs().stream().map(InputTensor::name).limit(3).toList());
    }
    return input.name().equals(ModelMetadata.IMAGE)
        ? pipeline.features(bundle, images(input), exchange)
        : pipeline.featuresOfPixels(bundle, pixels(input, bundle.encoder().side()), exchange);
  }

  /** Shape [N]; [N, 1] from clients that think of a batch of single values. */
  private List<NamedImage> images(InputTensor input)
      throws ApiException, MalformedRequestException {
    List<Long> shape = input.shape();
    boolean column = shape.size() == 2 && shape.get(1) == 1;
    if (shape.size() != 1 && !column) {
      throw ApiException.malformed("input 'image': expected shape [N], found " + shape);
    }
    requireCount(shape.get(0));
    List<NamedImage> images = new ArrayList<>();
    for (byte[] file : input.byteStrings()) {
      images.add(new NamedImage(Integer.toString(images.size()), file));
    }
    return images;
  }

  private List<float[]> pixels(InputTensor input, int side)
      throws ApiException, MalformedRequestException {
    List<Long> shape = input.shape();
    if (shape.size() != 4 || !shape.subList(1, 4).equals(List.of(3L, (long) side, (long) side))) {
      throw ApiException.malformed(
          "input 'pixels': expected shape [N, 3, %d, %d], found %s".formatted(side, side, shape));
    }
    requireCount(shape.get(0));
    return split(input.floats(), 3 * side * side);
  }

  private static List<float[]> split(float[] all, int length) {
    List<float[]> images = new ArrayList<>();
    for (int from = 0; from < all.length; from += length) {
      images.add(Arrays.copyOfRange(all, from, from + length));
    }
    return images;
  }

  private void requireCount(long images) throws ApiException {
    if (images < 1 || images > limits.images()) {
      throw ApiException.malformed(
          "images: expected 1 to %d, found %d".formatted(limits.images(), images));
    }
  }

  private static Reply reply(
      ServedBundle bundle, InferRequest request, InferOutputs outputs, List<float[]> features) {
    try {
      InferResponse.Body body =
          new InferResponse(
                  bundle.name(), bundle.version(), request.id(), outputs.tensors(bundle, features))
              .body();
      if (body.jsonLength().isEmpty()) {
        return new Reply(200, Reply.JSON, body.bytes(), Map.of());
      }
      String length = Integer.toString(body.jsonLength().getAsInt());
      return new Reply(200, BINARY, body.bytes(), Map.of(InferRequest.HEADER, length));
    } catch (ApiException e) {
      throw new CompletionException(e);
    }
  }
}
