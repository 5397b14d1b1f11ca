package org.softcpt.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.softcpt.models.io.Json;

/**
 * A hub with one repository, on two loopback addresses: 127.0.0.1 answers about the repository and
 * serves small files, localhost (another host to a client) serves the large ones, as the public
 * hub's storage does. Faults are queued per path and happen once each.
 */
final class TestHub implements AutoCloseable {

  static final String REPO = "owner/tiny-clip";
  static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  /** One request as it arrived. */
  record Request(String method, String path, String range, String authorization, boolean atHub) {}

  /** Answers in place of the hub. */
  @FunctionalInterface
  interface Fault {
    void answer(HttpExchange exchange) throws IOException;
  }

  private final HttpServer hub;
  private final HttpServer storage;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final TestRepository repository = new TestRepository();
  private final Map<String, Deque<Fault>> faults = new HashMap<>();
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
  private @Nullable String token;
  private boolean ignoresRange;

  TestHub() throws IOException {
    hub = start(true);
    storage = start(false);
  }

  private HttpServer start(boolean atHub) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> handle(exchange, atHub));
    server.start();
    return server;
  }

  HubAddress address() {
    return new HubAddress(URI.create("http://127.0.0.1:" + hub.getAddress().getPort()));
  }

  /** Puts a file into the repository; names that end in safetensors or bin are large ones. */
  TestHub file(String name, byte[] content) {
    repository.file(name, content);
    return this;
  }

  TestHub file(String name, String content) {
    return file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  byte[] content(String name) {
    return repository.content(name);
  }

  /** The next request for a path, e.g. a file's name or {@code listing}, gets this answer. */
  TestHub fault(String name, Fault fault) {
    faults.computeIfAbsent(name, key -> new ArrayDeque<>()).add(fault);
    return this;
  }

  TestHub status(String name, int status, String... headers) {
    return fault(name, exchange -> answer(exchange, status, new byte[0], headers));
  }

  /** Announces everything and sends a part: the connection is cut. */
  TestHub cut(String name, int after) {
    return fault(
        name,
        exchange -> {
          byte[] all = content(name);
          exchange.getResponseHeaders().set("ETag", repository.tag(name));
          exchange.sendResponseHeaders(200, all.length);
          exchange.getResponseBody().write(all, 0, after);
          exchange.getResponseBody().flush();
          letArrive();
          exchange.close();
        });
  }

  /** Gives a client the time to read what was sent before the connection is cut. */
  static void letArrive() {
    LockSupport.parkNanos(100_000_000);
  }

  TestHub editListing(Consumer<ObjectNode> change) {
    repository.editListing(change);
    return this;
  }

  TestHub commit(String now) {
    repository.commit(now);
    return this;
  }

  TestHub gated(String onlyFor) {
    token = onlyFor;
    return this;
  }

  TestHub ignoreRange() {
    ignoresRange = true;
    return this;
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  /** Requests for the content of a file, at the hub or at its storage. */
  List<Request> requestsFor(String name) {
    return requests().stream().filter(request -> request.path().endsWith("/" + name)).toList();
  }

  private void handle(HttpExchange exchange, boolean atHub) {
    try (exchange) {
      String path = exchange.getRequestURI().getRawPath();
      Headers headers = exchange.getRequestHeaders();
      String authorization = String.valueOf(headers.getFirst("Authorization"));
      String range = String.valueOf(headers.getFirst("Range"));
      requests.add(new Request(exchange.getRequestMethod(), path, range, authorization, atHub));
      route(exchange, path, atHub);
    } catch (IOException e) { // the client went away, as a killed one does
      exchange.close();
    }
  }

  private void route(HttpExchange exchange, String path, boolean atHub) throws IOException {
    if (!atHub) {
      content(exchange, path.substring(path.lastIndexOf('/') + 1));
    } else if (token != null
        && !("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      answer(exchange, 401, new byte[0], "X-Error-Code", "GatedRepo");
    } else if (path.startsWith("/api/models/" + REPO + "/revision/")) {
      listing(exchange, path.substring(path.lastIndexOf('/') + 1));
    } else if (path.startsWith("/" + REPO + "/resolve/" + repository.commit() + "/")) {
      resolve(
          exchange,
          path.substring(("/" + REPO + "/resolve/" + repository.commit() + "/").length()));
    } else {
      answer(exchange, 404, new byte[0], "X-Error-Code", "RepoNotFound");
    }
  }

  private void listing(HttpExchange exchange, String revision) throws IOException {
    Fault fault = next("listing");
    if (fault != null) {
      fault.answer(exchange);
    } else if (!List.of("main", "refs%2Fpr%2F1", repository.commit()).contains(revision)) {
      answer(exchange, 404, new byte[0], "X-Error-Code", "RevisionNotFound");
    } else {
      answer(exchange, 200, Json.line(repository.listing()).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Large files are elsewhere; what they are is said on the way there. */
  private void resolve(HttpExchange exchange, String name) throws IOException {
    if (!repository.has(name)) {
      answer(exchange, 404, new byte[0], "X-Error-Code", "EntryNotFound");
    } else if (TestRepository.isLarge(name)) {
      answer(
          exchange,
          302,
          new byte[0],
          "Location",
          "http://localhost:" + storage.getAddress().getPort() + "/" + name + "?signature=x",
          "X-Linked-Etag",
          '"' + TestRepository.hex("SHA-256", content(name)) + '"',
          "X-Linked-Size",
          String.valueOf(content(name).length),
          "X-Repo-Commit",
          repository.commit());
    } else {
      exchange.getResponseHeaders().set("X-Repo-Commit", repository.commit());
      content(exchange, name);
    }
  }

  private void content(HttpExchange exchange, String name) throws IOException {
    Fault fault = next(name);
    if (fault != null) {
      fault.answer(exchange);
      return;
    }
    byte[] all = content(name);
    String range = exchange.getRequestHeaders().getFirst("Range");
    String ifRange = exchange.getRequestHeaders().getFirst("If-Range");
    if (range == null
        || ignoresRange
        || (ifRange != null && !ifRange.equals(repository.tag(name)))) {
      answer(exchange, 200, all, "ETag", repository.tag(name));
      return;
    }
    int from = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
    byte[] rest = Arrays.copyOfRange(all, from, all.length);
    String there = "bytes %d-%d/%d".formatted(from, all.length - 1, all.length);
    answer(exchange, 206, rest, "ETag", repository.tag(name), "Content-Range", there);
  }

  static void answer(HttpExchange exchange, int status, byte[] body, String... headers)
      throws IOException {
    for (int i = 0; i < headers.length; i += 2) {
      exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
    }
    boolean head = exchange.getRequestMethod().equals("HEAD");
    if (head) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
    }
    exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
    if (!head && body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  private synchronized @Nullable Fault next(String name) {
    return faults.getOrDefault(name, new ArrayDeque<>()).poll();
  }

  @Override
  public void close() {
    hub.stop(0);
    storage.stop(0);
    threads.shutdownNow();
  }
}
