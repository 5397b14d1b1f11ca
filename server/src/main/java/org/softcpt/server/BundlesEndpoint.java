package org.softcpt.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.softcpt.models.folder.BundleManifest;

/** {@code GET /v1/bundles}: what is served. */
final class BundlesEndpoint implements Endpoint {

  private final BundleRegistry registry;
  private final boolean allowNewTasks;

  /** Without the permission, no bundle says that it takes new tasks. */
  BundlesEndpoint(BundleRegistry registry, boolean allowNewTasks) {
    this.registry = registry;
    this.allowNewTasks = allowNewTasks;
  }

  private record Bundle(
      String name,
      String version,
      String encoder,
      boolean newTasks,
      List<BundleManifest.Task> tasks) {}

  @Override
  public CompletionStage<Reply> answer(Exchange exchange) throws ApiException {
    List<Bundle> bundles = new ArrayList<>();
    for (String name : registry.names()) {
      try (BundleRegistry.Use use = registry.use(Optional.of(name))) {
        bundles.add(bundle(use.bundle()));
      }
    }
    return CompletableFuture.completedFuture(Reply.json(200, Map.of("bundles", bundles)));
  }

  private Bundle bundle(ServedBundle served) {
    BundleManifest manifest = served.bundle().manifest();
    return new Bundle(
        served.name(),
        served.version(),
        manifest.imageEncoderSha256(),
        allowNewTasks && manifest.newTasks().isPresent(),
        served.tasks());
  }
}
