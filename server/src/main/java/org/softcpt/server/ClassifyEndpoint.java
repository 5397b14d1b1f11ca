package org.softcpt.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.softcpt.runtime.ClassProbability;
import org.softcpt.runtime.TaskPrediction;

/** {@code POST /v1/classify}. */
final class ClassifyEndpoint implements Endpoint {

  private final ImageRequests requests;
  private final BundleRegistry registry;
  private final ImagePipeline pipeline;

  ClassifyEndpoint(ImageRequests requests, BundleRegistry registry, ImagePipeline pipeline) {
    this.requests = requests;
    this.registry = registry;
    this.pipeline = pipeline;
  }

  private record Answer(
      String bundle, String version, List<Result> results, Map<String, Double> milliseconds) {}

  private record Result(String image, List<Task> tasks) {}

  private record Task(String id, String name, List<ClassProbability> classes) {}

  @Override
  public CompletionStage<Reply> answer(Exchange exchange) throws ApiException {
    ImageRequest request = requests.read(exchange);
    return registry.use(request.bundle()).answer(bundle -> answer(bundle, request, exchange));
  }

  private CompletionStage<Reply> answer(
      ServedBundle bundle, ImageRequest request, Exchange exchange) throws ApiException {
    bundle.requireTasks(request.tasks());
    return pipeline
        .features(bundle, request.images(), exchange)
        .thenApply(features -> reply(bundle, request, features, exchange));
  }

  private static Reply reply(
      ServedBundle bundle, ImageRequest request, List<float[]> features, Exchange exchange) {
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      String name = request.images().get(i).name();
      results.add(new Result(name, tasks(bundle, request, features.get(i))));
    }
    return Reply.json(
        200, new Answer(bundle.name(), bundle.version(), results, exchange.times().milliseconds()));
  }

  private static List<Task> tasks(ServedBundle bundle, ImageRequest request, float[] feature) {
    try {
      return bundle.predict(feature, request.tasks()).stream()
          .map(task -> new Task(task.id(), task.name(), classes(task, request)))
          .toList();
    } catch (ApiException e) {
      throw new CompletionException(e);
    }
  }

  private static List<ClassProbability> classes(TaskPrediction task, ImageRequest request) {
    return request.top().map(task::top).orElse(task.classes());
  }
}
