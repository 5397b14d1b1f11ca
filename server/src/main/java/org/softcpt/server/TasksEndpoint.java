package org.softcpt.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.runtime.ClassifierHead;
import org.softcpt.runtime.NewTaskWriter;
import org.softcpt.runtime.SessionOptions;

/**
 * {@code POST /v1/tasks}: a task that was never trained, from its name and those of its classes;
 * the bundle's meta network writes its text features. It is served until the bundle is reloaded.
 */
final class TasksEndpoint implements Endpoint {

  private static final Set<String> MEMBERS = Set.of("bundle", "name", "classes");

  private final BundleRegistry registry;
  private final ImagePipeline pipeline;
  private final SessionOptions session;
  private final Limits limits;
  private final boolean allowed;
  private final Object oneAtATime = new Object(); // a text encoder takes hundreds of megabytes

  TasksEndpoint(BundleRegistry registry, ImagePipeline pipeline, ServerOptions options) {
    this.registry = registry;
    this.pipeline = pipeline;
    this.session = options.session();
    this.limits = options.limits();
    this.allowed = options.allowNewTasks();
  }

  private record Answer(String bundle, BundleManifest.Task task) {}

  @Override
  public CompletionStage<Reply> answer(Exchange exchange) throws ApiException {
    requireAllowed();
    JsonNode body = Json.object(exchange.body());
    JsonImages.requireKnown(body, MEMBERS);
    BundleManifest.Task task = task(body);
    return registry
        .use(JsonImages.text(body, "bundle"))
        .answer(
            bundle -> CompletableFuture.supplyAsync(() -> add(bundle, task), pipeline.workers()));
  }

  /** {@code DELETE /v1/tasks/{id}}, with {@code ?bundle=} where there are several. */
  CompletionStage<Reply> remove(Exchange exchange) throws ApiException {
    requireAllowed();
    String id = exchange.pathValues().get("id");
    try (BundleRegistry.Use use = registry.use(exchange.parameter("bundle"))) {
      if (!use.bundle().remove(id)) {
        throw new ApiException(
            404, "unknown_task", "task '%s': no such task was added".formatted(Shown.of(id)));
      }
    }
    return CompletableFuture.completedFuture(Reply.empty());
  }

  private void requireAllowed() throws ApiException {
    if (!allowed) {
      throw new ApiException(
          403,
          "disabled",
          "new tasks are off; the server's option --allow-new-tasks turns them on");
    }
  }

  private BundleManifest.Task task(JsonNode body) throws ApiException {
    String name =
        JsonImages.text(body, "name")
            .orElseThrow(() -> ApiException.malformed("name: the task's name is missing"));
    List<String> classes = JsonImages.texts(body.get("classes"), "classes");
    if (classes.size() > limits.newClasses()) {
      throw ApiException.malformed(
          "classes: expected at most %d, found %d".formatted(limits.newClasses(), classes.size()));
    }
    try {
      return new BundleManifest.Task(id(name), name, classes);
    } catch (IllegalArgumentException e) {
      throw ApiException.malformed(e.getMessage());
    }
  }

  /** Letters and digits of the name: {@code "Leaf disease"} becomes {@code leaf_disease}. */
  private static String id(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "_");
  }

  private Reply add(ServedBundle bundle, BundleManifest.Task task) {
    synchronized (oneAtATime) {
      try {
        requireRoom(bundle, task);
        bundle.add(task, head(bundle, task));
        return Reply.json(201, new Answer(bundle.name(), task));
      } catch (ApiException e) {
        throw new CompletionException(e);
      } catch (InvalidInputException e) {
        throw new CompletionException(ApiException.malformed(e.getMessage()));
      } catch (IOException e) {
        throw new CompletionException(e);
      }
    }
  }

  private void requireRoom(ServedBundle bundle, BundleManifest.Task task) throws ApiException {
    BundleManifest manifest = bundle.bundle().manifest();
    if (manifest.newTasks().isEmpty()) {
      throw new ApiException(
          409, "no_meta_network", "bundle '%s' has no meta network".formatted(bundle.name()));
    }
    if (manifest.tasks().stream().anyMatch(own -> own.id().equals(task.id()))) {
      throw new ApiException(
          409, "task_exists", "task '%s' is one of the bundle's own".formatted(task.id()));
    }
    if (bundle.addedTasks() >= limits.newTasks()) {
      throw new ApiException(
          409, "too_many_tasks", "expected at most %d new tasks".formatted(limits.newTasks()));
    }
  }

  private ClassifierHead head(ServedBundle bundle, BundleManifest.Task task) throws IOException {
    try (NewTaskWriter writer =
        NewTaskWriter.open(bundle.bundle().files().folder(), session.withMappedWeights())) {
      FloatTensor features = writer.textFeatures(task.name(), task.classes());
      return new ClassifierHead(List.of(task), features, bundle.bundle().manifest().logitScale());
    }
  }
}
