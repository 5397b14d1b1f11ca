package org.softcpt.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.runtime.Bundles;
import org.softcpt.server.security.SecurityOptions;

/** Starts that fail: bundles are opened beside the rest, and must be closed with it. */
class StartTest {

  @TempDir private Path folder;
  private Path bundle;
  private long before;

  @BeforeEach
  void writeBundle() throws IOException {
    bundle = Bundles.bundle(Bundles.model(folder.resolve("model")), folder.resolve("bundle"));
    before = encoders();
  }

  @Test
  void aPortThatIsTakenIsNamedWithTheReason() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertEquals(
          "cannot listen at 127.0.0.1:%d: Address already in use".formatted(taken.getLocalPort()),
          refusal("127.0.0.1", taken.getLocalPort()));
    }
    assertEncodersAreClosed();
  }

  @Test
  void aHostThatIsNoneIsNamed() {
    String refusal = refusal("no such host", 0);
    assertTrue(refusal.startsWith("cannot listen at no such host:0"), refusal);
    assertEncodersAreClosed();
  }

  @Test
  void aBundleThatIsDamagedIsNamed() throws IOException {
    Path weights = bundle.resolve("heads.safetensors");
    Files.write(weights, new byte[] {1});
    assertTrue(refusal("127.0.0.1", 0).startsWith(weights + ": expected SHA-256"));
    assertEncodersAreClosed();
  }

  private String refusal(String host, int port) {
    ServerOptions options = TestServer.options(Map.of("tiny", bundle), Limits.DEFAULT);
    ServerOptions elsewhere =
        new ServerOptions(
            host,
            port,
            options.bundles(),
            options.session(),
            options.batching(),
            options.limits(),
            false,
            SecurityOptions.NONE);
    return assertThrows(InvalidInputException.class, () -> SoftCptServer.start(elsewhere))
        .getMessage();
  }

  private void assertEncodersAreClosed() {
    assertEquals(before, encoders());
  }

  private static long encoders() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("softcpt-encoder"))
        .count();
  }
}
