package org.softcpt.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.io.InvalidInputException;

/**
 * {@code POST /v1/tasks}: a task that was never trained, from its name and those of its classes;
 * the bundle's meta network writes its text features. It is served until it is removed; a new
 * version of the bundle that cannot answer it ends it, too.
 */
final class TasksEndpoint implements Endpoint {

  private static final Set<String> MEMBERS = Set.of("bundle", "name", "classes");

  private final BundleRegistry registry;
  private final Reloader reloader;
  private final NewTasks newTasks;
  private final Limits limits;
  private final boolean allowed;

  /** What changes a bundle takes its turn with the reloads. */
  TasksEndpoint(
      BundleRegistry registry, Reloader reloader, NewTasks newTasks, ServerOptions options) {
    this.registry = registry;
    this.reloader = reloader;
    this.newTasks = newTasks;
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
    Optional<String> bundle = JsonImages.text(body, "bundle");
    return reloader.inTurn(() -> add(bundle, task));
  }

  /** {@code DELETE /v1/tasks/{id}}, with {@code ?bundle=} where there are several. */
  CompletionStage<Reply> remove(Exchange exchange) throws ApiException {
    requireAllowed();
    String id = exchange.pathValues().get("id");
    Optional<String> bundle = exchange.parameter("bundle");
    return reloader.inTurn(() -> remove(bundle, id));
  }

  private Reply remove(Optional<String> bundle, String id) throws ApiException {
    try (BundleRegistry.Use use = registry.use(bundle)) {
      if (!use.bundle().remove(id)) {
        throw new ApiException(
            404, "unknown_task", "task '%s': no such task was added".formatted(Shown.of(id)));
      }
      return Reply.empty();
    }
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

  private Reply add(Optional<String> name, BundleManifest.Task task)
      throws ApiException, IOException {
    try (BundleRegistry.Use use = registry.use(name)) {
      requireRoom(use.bundle(), task);
      newTasks.add(use.bundle(), task);
      return Reply.json(201, new Answer(use.bundle().name(), task));
    } catch (InvalidInputException e) {
      throw ApiException.malformed(e.getMessage());
    }
  }

  private void requireRoom(ServedBundle bundle, BundleManifest.Task task) throws ApiException {
    if (bundle.bundle().manifest().newTasks().isEmpty()) {
      throw new ApiException(
          409, "no_meta_network", "bundle '%s' has no meta network".formatted(bundle.name()));
    }
    if (bundle.owns(task.id())) {
      throw new ApiException(
          409, "task_exists", "task '%s' is one of the bundle's own".formatted(task.id()));
    }
    if (bundle.added().size() >= limits.newTasks()) {
      throw new ApiException(
          409, "too_many_tasks", "expected at most %d new tasks".formatted(limits.newTasks()));
    }
  }
}
