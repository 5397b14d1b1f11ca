package org.softcpt.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the OpenAPI document has a 401, and nowhere else, a key is needed. */
class OpenApiKeysTest {

  @Test
  void aKeyIsNeededWhereTheDescriptionSaysSo(@TempDir Path folder) throws Exception {
    ApiDescription description = ApiDescription.read();
    try (TestServer server = KeyedServer.start(folder)) {
      for (String operation : description.operations()) {
        String[] words = operation.split(" ");
        HttpResponse<String> answer = ask(server, words[0], words[1].replaceAll("\\{\\w+}", "x"));
        boolean needed = description.hasStatus(words[0], words[1], 401);
        assertEquals(needed, answer.statusCode() == 401, operation + ": " + answer);
        if (needed) {
          description.requireDescribes(words[0], words[1], answer);
        }
      }
    }
  }

  private static HttpResponse<String> ask(TestServer server, String method, String path)
      throws Exception {
    return server.send(
        HttpRequest.newBuilder(server.uri(path)).method(method, BodyPublishers.noBody()).build());
  }
}
