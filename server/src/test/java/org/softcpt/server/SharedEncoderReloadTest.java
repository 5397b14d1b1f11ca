package org.softcpt.server;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.folder.BundleCopy;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.folder.ModelManifest;
import org.softcpt.runtime.Bundles;

/** Bundles that may change while they are served, and whose encoder lies beside them. */
class SharedEncoderReloadTest {

  private static final Reloading ON_REQUEST = new Reloading(true, Optional.empty());

  @TempDir Path folder;

  @Test
  void answersAndReloadsLikeABundleOfItsOwn() throws Exception {
    Path whole = Bundles.bundle(Bundles.model(folder.resolve("model")), folder.resolve("whole"));
    Path sharing = folder.resolve("sharing");
    Path encoder = folder.resolve("encoder");
    new BundleCopy(whole).withSharedEncoder(encoder, sharing);
    Map<String, Path> bundles = Map.of("whole", whole, "sharing", sharing);
    ServerOptions options = TestServer.options(bundles, Limits.DEFAULT).with(ON_REQUEST);
    try (TestServer server = TestServer.start(options)) {
      Path weights = encoder.resolve(ModelManifest.IMAGE_WEIGHTS);
      Files.delete(weights); // it may be a link to the whole bundle's
      Files.write(weights, new byte[1]); // a copy is in use
      assertEquals(tasks(server, "whole"), tasks(server, "sharing"));
      Path manifest = sharing.resolve(BundleManifest.FILE);
      Files.writeString(manifest, "\n", StandardOpenOption.APPEND); // another version, the same
      HttpResponse<String> refused = server.load("sharing");
      assertEquals(409, refused.statusCode(), refused.body());
      assertTrue(refused.body().contains(ModelManifest.IMAGE_WEIGHTS), refused.body());
      assertEquals(tasks(server, "whole"), tasks(server, "sharing"));
      Files.copy(whole.resolve(ModelManifest.IMAGE_WEIGHTS), weights, REPLACE_EXISTING);
      assertEquals("swapped", TestServer.json(server.load("sharing")).get("result").textValue());
      assertEquals(tasks(server, "whole"), tasks(server, "sharing"));
    }
  }

  private static JsonNode tasks(TestServer server, String bundle) throws Exception {
    byte[] image = TestServer.png(0x336699);
    HttpResponse<String> answer = server.post("/v1/classify?bundle=" + bundle, "image/png", image);
    assertEquals(200, answer.statusCode(), answer.body());
    return TestServer.json(answer).get("results").get(0).get("tasks");
  }
}
