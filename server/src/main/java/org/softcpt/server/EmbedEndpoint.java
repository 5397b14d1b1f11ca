package org.softcpt.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** {@code POST /v1/embed}: the encoder's features, not normalised. */
final class EmbedEndpoint implements Endpoint {

  private final ImageRequests requests;
  private final BundleRegistry registry;
  private final ImagePipeline pipeline;

  EmbedEndpoint(ImageRequests requests, BundleRegistry registry, ImagePipeline pipeline) {
    this.requests = requests;
    this.registry = registry;
    this.pipeline = pipeline;
  }

  private record Answer(String encoder, List<Result> results, Map<String, Double> milliseconds) {}

  private record Result(String image, float[] feature) {}

  @Override
  public CompletionStage<Reply> answer(Exchange exchange) throws ApiException {
    ImageRequest request = requests.read(exchange);
    return registry
        .use(request.bundle())
        .answer(
            bundle ->
                pipeline
                    .features(bundle, request.images(), exchange)
                    .thenApply(features -> reply(bundle, request, features, exchange)));
  }

  private static Reply reply(
      ServedBundle bundle, ImageRequest request, List<float[]> features, Exchange exchange) {
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      results.add(new Result(request.images().get(i).name(), features.get(i)));
    }
    String encoder = bundle.bundle().manifest().imageEncoderSha256();
    return Reply.json(200, new Answer(encoder, results, exchange.times().milliseconds()));
  }
}
