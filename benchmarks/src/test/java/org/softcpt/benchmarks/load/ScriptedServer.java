package org.softcpt.benchmarks.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** A server on one thread that answers as the test wants, and four images for it. */
final class ScriptedServer implements AutoCloseable {

  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final HttpServer server;

  ScriptedServer(HttpHandler handler) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
    server.createContext("/", handler);
    server.setExecutor(thread);
    server.start();
  }

  Target target(Duration timeout) {
    String address = "http://127.0.0.1:" + server.getAddress().getPort();
    return new Target(URI.create(address), timeout);
  }

  /** Images whose content is one byte, their number; each is expected to be of another class. */
  static TestImages images() {
    return new TestImages(
        IntStream.range(0, 4)
            .mapToObj(
                number ->
                    new TestImage(
                        "image " + number,
                        new byte[] {(byte) number},
                        "image/png",
                        List.of(Map.of("yes", number / 4.0, "no", 1 - number / 4.0))))
            .toList());
  }

  /** What the server should say of an image. */
  static String answer(int number) {
    return """
        {"results": [{"tasks": [{"classes": [
          {"name": "no", "probability": %s}, {"name": "yes", "probability": %s}]}]}]}"""
        .formatted(1 - number / 4.0, number / 4.0);
  }

  static int number(HttpExchange exchange) throws IOException {
    return exchange.getRequestBody().readAllBytes()[0];
  }

  static void reply(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    thread.shutdownNow();
  }
}
