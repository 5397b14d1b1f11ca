package org.softcpt.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;
import org.softcpt.runtime.batching.BatchingOptions;
import org.softcpt.server.Reloading;
import org.softcpt.server.ServerOptions;
import org.softcpt.server.SoftCptServer;
import org.softcpt.server.security.LogWriter;
import org.softcpt.server.security.SecurityOptions;

/** {@code softcpt serve}: bundles over HTTP. */
final class ServeCommand implements Command {

  private static final String DEFAULT_HOST = "127.0.0.1";
  private static final int DEFAULT_PORT = 8080;
  private static final int HIGHEST_PORT = 65535;
  private static final int MOST = 1 << 16;
  private static final int SHUTDOWN = 20; // seconds; orchestrators kill after 30

  @Override
  public String name() {
    return "serve";
  }

  @Override
  public String summary() {
    return "answers over HTTP with trained bundles";
  }

  @Override
  public List<String> forms() {
    return List.of("--bundle DIR [--bundle NAME=DIR ...] [--host ADDRESS] [--port N]");
  }

  @Override
  public List<Option> options() {
    BatchingOptions batching = BatchingOptions.DEFAULT;
    List<Option> own =
        List.of(
            Opt.values(
                "bundle", "[NAME=]DIR", "a run's bundle, RUN/bundle; its name is the folder's"),
            Opt.value("host", "ADDRESS", "where to listen; default " + DEFAULT_HOST),
            Opt.value("port", "N", "0 takes a free one; default " + DEFAULT_PORT),
            Opt.value("batch", "N", "images of one run; default " + batching.largestBatch()),
            Opt.value("delay", "MS", "how long an image waits for others while idle; default 0"),
            Opt.value("queue", "N", "images that may wait; default " + batching.capacity()),
            Opt.flag("allow-reload", "POST /v2/repository/models/NAME/load serves a new version"),
            Opt.value("watch", "S", "look for new versions of the bundles every S seconds"),
            Opt.flag(
                "allow-new-tasks", "POST /v1/tasks adds tasks, for bundles with a meta network"),
            Opt.value(
                "shutdown", "S", "seconds for requests in work on SIGTERM; default " + SHUTDOWN));
    Stream<Option> all =
        Stream.of(own, ServeSecurity.options(), ServeLimits.options()).flatMap(List::stream);
    return DeviceOptions.with(all.toArray(Option[]::new));
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) throws Exception {
    SecurityOptions security = ServeSecurity.options(arguments, terminal);
    ServerOptions options =
        new ServerOptions(
            arguments.text("host", DEFAULT_HOST),
            arguments.integer("port", DEFAULT_PORT, 0, HIGHEST_PORT),
            bundles(arguments.texts("bundle")),
            DeviceOptions.session(arguments, terminal),
            batching(arguments),
            ServeLimits.limits(arguments),
            arguments.has("allow-new-tasks"),
            reloading(arguments),
            security);
    Duration shutdown = Duration.ofSeconds(arguments.integer("shutdown", SHUTDOWN, 0, MOST));
    CountDownLatch asked = new CountDownLatch(1);
    Termination.onSignal(asked::countDown);
    try (SoftCptServer server = SoftCptServer.start(options)) {
      String scheme = security.tls().isPresent() ? "https" : "http";
      terminal.note("listening at %s://%s:%d".formatted(scheme, options.host(), server.port()));
      asked.await();
      terminal.note("going down");
      if (!server.drain(shutdown)) {
        terminal.note("requests were still in work after %d s".formatted(shutdown.toSeconds()));
      }
    } finally {
      security.accessLog().ifPresent(LogWriter::close);
    }
    return ExitCode.DONE;
  }

  private static Reloading reloading(Arguments arguments) throws UsageException {
    Optional<Duration> watch = Optional.empty();
    if (arguments.has("watch")) {
      watch = Optional.of(Duration.ofSeconds(arguments.integer("watch", 1, 1, MOST)));
    }
    return new Reloading(arguments.has("allow-reload"), watch);
  }

  private static BatchingOptions batching(Arguments arguments) throws UsageException {
    BatchingOptions standard = BatchingOptions.DEFAULT;
    int batch = arguments.integer("batch", standard.largestBatch(), 1, MOST);
    int queue = arguments.integer("queue", Math.max(batch, standard.capacity()), batch, MOST);
    int delay = arguments.integer("delay", 0, 0, MOST);
    return new BatchingOptions(batch, Duration.ofMillis(delay), queue);
  }

  private static Map<String, Path> bundles(List<String> asked) throws UsageException {
    if (asked.isEmpty()) {
      throw new UsageException("--bundle is missing: the bundle of a run, RUN/bundle");
    }
    Map<String, Path> bundles = new LinkedHashMap<>();
    for (String text : asked) {
      int equals = text.indexOf('=');
      Path folder = Path.of(text.substring(equals + 1));
      String name = equals < 0 ? name(folder) : text.substring(0, equals);
      if (!name.matches("[A-Za-z0-9._-]+") || bundles.put(name, folder) != null) {
        throw new UsageException(
            "--bundle %s: expected a name of letters, digits, '.', '_' and '-', each once; found '%s'"
                .formatted(text, name));
      }
    }
    return bundles;
  }

  /** The folder's name; the run's for RUN/bundle. */
  private static String name(Path folder) {
    Path whole = folder.toAbsolutePath().normalize();
    Path named = whole.endsWith("bundle") ? whole.getParent() : whole;
    return named == null || named.getFileName() == null
        ? "default"
        : named.getFileName().toString();
  }
}
