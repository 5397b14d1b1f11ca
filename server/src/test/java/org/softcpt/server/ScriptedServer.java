package org.softcpt.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Serves the real page, and answers its requests as a test has written down. */
final class ScriptedServer implements AutoCloseable {

  private final HttpServer server;
  private final Map<String, Queue<Answer>> answers = new HashMap<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();

  /**
   * One answer.
   *
   * @param status of HTTP
   * @param type of the body
   * @param body a text
   * @param headers further ones
   */
  record Answer(int status, String type, String body, Map<String, String> headers) {

    static Answer json(int status, String body) {
      return new Answer(status, Reply.JSON, body, Map.of());
    }

    static Answer refusal(int status, String code, String message) {
      String error = "{\"error\": {\"code\": \"%s\", \"message\": \"%s\", \"request_id\": \"r1\"}}";
      return json(status, error.formatted(code, message));
    }

    Answer with(String header, String value) {
      return new Answer(status, type, body, Map.of(header, value));
    }
  }

  ScriptedServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:%d/".formatted(server.getAddress().getPort());
  }

  /** What a request like {@code GET /v1/bundles} gets, one after another; the last one stays. */
  synchronized ScriptedServer on(String request, Answer... inTurn) {
    answers.put(request, new ArrayDeque<>(List.of(inTurn)));
    return this;
  }

  /** The {@code Authorization} headers that came with requests of the interface, in order. */
  List<String> keys() {
    return List.copyOf(keys);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    exchange.getRequestBody().readAllBytes();
    if (path.startsWith("/v1/")) {
      keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      Answer answer = next(exchange.getRequestMethod() + " " + path);
      answer.headers().forEach(exchange.getResponseHeaders()::add);
      send(
          exchange, answer.status(), answer.type(), answer.body().getBytes(StandardCharsets.UTF_8));
    } else {
      file(exchange, path.equals("/") ? "page/" + WebPage.INDEX : path.substring(1));
    }
  }

  private synchronized Answer next(String request) {
    Queue<Answer> inTurn = answers.getOrDefault(request, new ArrayDeque<>());
    Answer answer = inTurn.size() > 1 ? inTurn.remove() : inTurn.peek();
    return answer == null ? Answer.refusal(404, "not_found", request) : answer;
  }

  private static void file(HttpExchange exchange, String name) throws IOException {
    String type =
        name.endsWith(".js") ? "text/javascript" : name.endsWith(".css") ? "text/css" : "text/html";
    exchange.getResponseHeaders().add("Content-Security-Policy", WebPage.POLICY);
    try (InputStream file = WebPage.class.getResourceAsStream(name)) {
      send(exchange, 200, type, file.readAllBytes());
    }
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
