package org.softcpt.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.softcpt.server.security.ApiKeys;
import org.softcpt.server.security.LogWriter;
import org.softcpt.server.security.SecurityOptions;
import org.softcpt.server.security.Tls;

/** Who may ask {@code softcpt serve}, and where it logs that somebody did. */
final class ServeSecurity {

  private ServeSecurity() {}

  static List<Option> options() {
    return List.of(
        Opt.value("api-key-file", "FILE", "a key on each line; requests must carry one of them"),
        Opt.flag("private-metrics", "/metrics needs a key too"),
        Opt.value("tls-keystore", "FILE", "PKCS#12 or JKS with the server's key; then it is https"),
        Opt.value("tls-password-file", "FILE", "its first line opens the keystore"),
        Opt.values("cors-origin", "URL", "a web site whose pages may ask, or *; default none"),
        Opt.value("access-log", "FILE", "a JSON line per request; - is standard output"));
  }

  static SecurityOptions options(Arguments arguments, Terminal terminal)
      throws IOException, UsageException {
    Optional<Path> keys = arguments.optionalPath("api-key-file");
    if (arguments.has("private-metrics") && keys.isEmpty()) {
      throw new UsageException("--private-metrics needs --api-key-file");
    }
    return new SecurityOptions(
        keys.isEmpty() ? Optional.empty() : Optional.of(ApiKeys.read(keys.get())),
        arguments.has("private-metrics"),
        tls(arguments),
        origins(arguments),
        log(arguments, terminal),
        ServeLimits.connections(arguments));
  }

  private static Optional<Tls> tls(Arguments arguments) throws IOException, UsageException {
    Optional<Path> keystore = arguments.optionalPath("tls-keystore");
    Optional<Path> password = arguments.optionalPath("tls-password-file");
    if (keystore.isPresent() != password.isPresent()) {
      throw new UsageException("--tls-keystore and --tls-password-file go together");
    }
    return keystore.isEmpty()
        ? Optional.empty()
        : Optional.of(Tls.of(keystore.get(), password.orElseThrow()));
  }

  private static List<String> origins(Arguments arguments) throws UsageException {
    List<String> origins = arguments.texts("cors-origin");
    for (String origin : origins) {
      if (!origin.equals("*") && !origin.matches("https?://[A-Za-z0-9.:\\[\\]-]+")) {
        throw new UsageException(
            "--cors-origin %s: expected * or an origin, e.g. https://plants.example"
                .formatted(origin));
      }
    }
    return origins;
  }

  private static Optional<LogWriter> log(Arguments arguments, Terminal terminal)
      throws IOException, UsageException {
    if (arguments.text("access-log", "").equals("-")) {
      return Optional.of(new LogWriter(terminal.out()));
    }
    Optional<Path> file = arguments.optionalPath("access-log");
    return file.isEmpty() ? Optional.empty() : Optional.of(LogWriter.to(file.get()));
  }
}
