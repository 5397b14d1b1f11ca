package org.softcpt.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.softcpt.models.io.Json;
import org.softcpt.models.io.Sha256;

/** A hub on the loopback address with one folder as its only repository, without faults. */
final class SmallHub implements AutoCloseable {

  static final String REPO = "owner/demo-clip";
  static final String COMMIT = "89abcdef0123456789abcdef0123456789abcdef";

  private final Path folder;
  private final HttpServer server;
  private final Set<String> authorizations = ConcurrentHashMap.newKeySet();

  SmallHub(Path folder) throws IOException {
    this.folder = folder;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  Set<String> authorizations() {
    return authorizations;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      String path = exchange.getRequestURI().getPath();
      String content = "/" + REPO + "/resolve/" + COMMIT + "/";
      if (path.equals("/api/models/" + REPO + "/revision/main")) {
        answer(exchange, Json.line(listing()).getBytes(StandardCharsets.UTF_8));
      } else if (path.startsWith(content)) {
        answer(exchange, Files.readAllBytes(folder.resolve(path.substring(content.length()))));
      } else {
        String known = path.startsWith("/api/models/" + REPO) ? "Revision" : "Repo";
        exchange.getResponseHeaders().set("X-Error-Code", known + "NotFound");
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private ObjectNode listing() throws IOException {
    ObjectNode root = Json.mapper().createObjectNode().put("sha", COMMIT);
    root.putObject("config").put("model_type", "clip");
    root.putObject("cardData").put("license", "mit");
    ArrayNode siblings = root.putArray("siblings");
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        siblings
            .addObject()
            .put("rfilename", file.getFileName().toString())
            .putObject("lfs")
            .put("sha256", Sha256.of(file))
            .put("size", Files.size(file));
      }
    }
    return root;
  }

  private static void answer(HttpExchange exchange, byte[] body) throws IOException {
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
