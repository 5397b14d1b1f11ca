package org.softcpt.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.softcpt.server.security.ApiKeys;
import org.softcpt.server.security.ConnectionLimits;
import org.softcpt.server.security.SecurityOptions;

/** Servers that want a key, for their metrics too. */
final class KeyedServer {

  static final String KEY = "a-key-of-this-test";

  private KeyedServer() {}

  static TestServer start(Path folder) throws IOException {
    ApiKeys keys = ApiKeys.read(Files.writeString(folder.resolve("keys"), KEY + "\n"));
    SecurityOptions security =
        new SecurityOptions(
            Optional.of(keys),
            true,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            ConnectionLimits.DEFAULT);
    return TestServer.start(folder, Limits.DEFAULT, security);
  }
}
