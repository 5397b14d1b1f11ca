package org.softcpt.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** KServe's own client against the server. */
class KserveClientTest {

  @TempDir Path folder;

  @Test
  void kservesClientGetsAnswers() throws Exception {
    PythonPeer kserve = PythonPeer.with("kserve", folder);
    Path image = Files.write(folder.resolve("image.png"), TestServer.png(0x4020c0));
    try (TestServer server = TestServer.start(folder)) {
      String address = "127.0.0.1:" + server.port();
      String out =
          kserve.run("check_kserve_client.py", address, "tiny", image.toString(), "colour");
      assertTrue(out.startsWith("kserve's client agrees"), out);
    }
  }
}
