package org.softcpt.server;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The Open Inference Protocol, version 2: a bundle is a model, with the version that {@code
 * /v1/bundles} names. The calls about models exist with a version in the path too.
 *
 * @see <a
 *     href="https://kserve.github.io/website/docs/concepts/architecture/data-plane/v2-protocol">The
 *     protocol</a>
 */
final class InferenceProtocol {

  private static final List<String> EXTENSIONS =
      List.of("binary_tensor_data", "classification", "model_repository");

  private final BundleRegistry registry;
  private final InferEndpoint infer;
  private final RepositoryEndpoints repository;
  private final Readiness readiness;

  InferenceProtocol(
      BundleRegistry registry,
      ImagePipeline pipeline,
      ServerOptions options,
      Readiness readiness,
      Reloader reloader) {
    this.registry = registry;
    this.readiness = readiness;
    this.infer = new InferEndpoint(registry, pipeline, options.limits());
    this.repository = new RepositoryEndpoints(registry, reloader, options.reloading().onRequest());
  }

  private record Server(String name, String version, List<String> extensions) {}

  /** Adds its calls. */
  void add(Routes routes) {
    routes
        .on("GET", "/v2", exchange -> json(server()))
        .on("GET", "/v2/health/live", exchange -> json(Map.of("live", true)))
        .on("GET", "/v2/health/ready", this::serverReady)
        .on("POST", "/v2/repository/index", readiness.gate(repository::index))
        .on("POST", "/v2/repository/models/{name}/load", readiness.gate(repository::load));
    for (String model : List.of("/v2/models/{name}", "/v2/models/{name}/versions/{version}")) {
      routes
          .on("GET", model, readiness.gate(this::metadata))
          .on("GET", model + "/ready", readiness.gate(this::ready))
          .on("POST", model + "/infer", readiness.gate(infer));
    }
  }

  private static Server server() {
    String version = InferenceProtocol.class.getPackage().getImplementationVersion();
    return new Server("softcpt", version == null ? "unpackaged" : version, EXTENSIONS);
  }

  private CompletionStage<Reply> serverReady(Exchange exchange) throws ApiException {
    readiness.requireReady();
    return json(Map.of("ready", true));
  }

  private CompletionStage<Reply> metadata(Exchange exchange) throws ApiException {
    try (BundleRegistry.Use use = use(registry, exchange)) {
      return json(ModelMetadata.of(use.bundle()));
    }
  }

  private CompletionStage<Reply> ready(Exchange exchange) throws ApiException {
    try (BundleRegistry.Use use = use(registry, exchange)) {
      return json(Map.of("name", use.bundle().name(), "ready", true));
    }
  }

  /**
   * Takes the bundle that the path names.
   *
   * @throws ApiException 404 if there is none of this name, or it is served in another version
   */
  static BundleRegistry.Use use(BundleRegistry registry, Exchange exchange) throws ApiException {
    BundleRegistry.Use use = registry.use(Optional.of(exchange.pathValues().get("name")));
    String asked = exchange.pathValues().get("version");
    if (asked == null || asked.equals(use.bundle().version())) {
      return use;
    }
    String served = use.bundle().version();
    use.close();
    throw new ApiException(
        404,
        "unknown_version",
        "model '%s': expected version %s, found '%s'"
            .formatted(exchange.pathValues().get("name"), served, Shown.of(asked)));
  }

  private static CompletionStage<Reply> json(Object content) {
    return CompletableFuture.completedFuture(Reply.json(200, content));
  }
}
