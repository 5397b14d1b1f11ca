package org.softcpt.models.weights;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.softcpt.models.GoldenWeights;
import org.softcpt.models.io.Json;

/** An index of several weight files that is wrong. */
class ShardIndexTest extends SpoiledWeights {

  private static final String INDEX = "model.safetensors.index.json";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          logit_scale | "../secret"      | lies in '../secret', expected the name of a file beside
          logit_scale | "/etc/passwd"    | lies in '/etc/passwd', expected the name of a file beside
          logit_scale | "a\\\\b"         | expected the name of a file beside
          logit_scale | "none.safetensors" | none.safetensors: no such file
          logit_scale | 7                | 7: no such file
          another     | "model-00001-of-00003.safetensors" | tensor 'another' is missing, model.safetensors.index.json says
          """)
  void anIndexThatLiesIsRefused(String tensor, String file, String reason) throws IOException {
    GoldenWeights.unpack("hugging-face-shards", folder);
    ObjectNode index = (ObjectNode) Json.read(folder.resolve(INDEX));
    ((ObjectNode) index.path("weight_map")).set(tensor, json(file));
    Json.write(folder.resolve(INDEX), index);
    assertRefused(folder, reason);
  }

  @Test
  void aTensorThatTheIndexLeavesOutIsMissing() throws IOException {
    GoldenWeights.unpack("hugging-face-shards", folder);
    ObjectNode index = (ObjectNode) Json.read(folder.resolve(INDEX));
    ((ObjectNode) index.path("weight_map")).remove("logit_scale");
    Json.write(folder.resolve(INDEX), index);
    assertRefused(folder, "tensor 'logit_scale' is missing (1 of the");
    Json.write(folder.resolve(INDEX), Map.of("weight_map", List.of()));
    assertRefused(folder, "weight_map must be an object of file names");
  }
}
