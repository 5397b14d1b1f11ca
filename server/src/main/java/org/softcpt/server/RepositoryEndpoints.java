package org.softcpt.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.softcpt.server.metrics.BundleInfo;

/**
 * The model repository extension: which models there are, and loading a new version of one. Models
 * come from the command line; none is added or removed.
 */
final class RepositoryEndpoints {

  private final BundleRegistry registry;
  private final Reloader reloader;
  private final boolean allowed;

  RepositoryEndpoints(BundleRegistry registry, Reloader reloader, boolean allowed) {
    this.registry = registry;
    this.reloader = reloader;
    this.allowed = allowed;
  }

  private record Model(String name, String version, String state, String reason) {}

  private record Loaded(String name, String result, List<Reload.Lost> lostTasks) {
    static Loaded of(String name, Reload reload) {
      return new Loaded(name, reload.result().label(), reload.lost());
    }
  }

  /** {@code POST /v2/repository/index}. */
  CompletionStage<Reply> index(Exchange exchange) {
    List<Model> models = registry.infos().stream().map(RepositoryEndpoints::model).toList();
    return CompletableFuture.completedFuture(Reply.json(200, models));
  }

  private static Model model(BundleInfo info) {
    return new Model(info.name(), info.version(), "READY", "");
  }

  /** {@code POST /v2/repository/models/{name}/load}: serves what is in the bundle's folder now. */
  CompletionStage<Reply> load(Exchange exchange) throws ApiException {
    if (!allowed) {
      throw new ApiException(
          403, "disabled", "loading is off; the server's option --allow-reload turns it on");
    }
    requireNoParameters(exchange.body());
    String name = exchange.pathValues().get("name");
    return reloader.reload(name).thenApply(reload -> Reply.json(200, Loaded.of(name, reload)));
  }

  /** A model comes from its folder, not from a request. */
  private static void requireNoParameters(byte[] body) throws ApiException {
    if (body.length == 0) {
      return;
    }
    JsonNode parameters = Json.object(body).path("parameters");
    if (!parameters.isEmpty()) {
      throw ApiException.malformed(
          "parameters: expected none, found " + Shown.of(parameters.fieldNames().next()));
    }
  }
}
