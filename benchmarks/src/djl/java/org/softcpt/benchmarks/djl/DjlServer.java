package org.softcpt.benchmarks.djl;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.image.ImageDecoder;
import org.softcpt.models.image.Preprocessor;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.models.io.Json;
import org.softcpt.models.safetensors.SafetensorsFile;
import org.softcpt.runtime.ClassifierHead;

/**
 * What one would write by hand with DJL: the JDK's HTTP server, a pool of threads, one image a run.
 * Decoding, preprocessing and head are SoftCPT's own, because DJL's ONNX Runtime engine alone has
 * no resampling that gives CLIP's pixels. Arguments: bundle (with a head of text features), port,
 * threads of one run, threads of the pool.
 */
public final class DjlServer {

  private final Preprocessor preprocessor;
  private final ClassifierHead head;
  private final DjlEncoder encoder;

  private DjlServer(Path bundle, int threads) throws IOException {
    BundleManifest manifest = BundleManifest.read(bundle);
    preprocessor = new Preprocessor(manifest.preprocessing());
    try (SafetensorsFile heads = SafetensorsFile.open(bundle.resolve(BundleManifest.HEADS))) {
      head =
          new ClassifierHead(
              manifest.tasks(), heads.tensor(BundleManifest.TEXT_FEATURES), manifest.logitScale());
    }
    encoder = new DjlEncoder(bundle, manifest.preprocessing().crop(), threads);
  }

  /**
   * Serves until the process is ended.
   *
   * @param arguments bundle, port, threads of one run, threads of the pool
   * @throws IOException if the bundle cannot be read or the port is taken
   */
  public static void main(String[] arguments) throws IOException {
    DjlServer djl = new DjlServer(Path.of(arguments[0]), Integer.parseInt(arguments[2]));
    int port = Integer.parseInt(arguments[1]);
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 1024);
    server.createContext("/v1/classify", djl::classify);
    server.createContext("/health/ready", exchange -> reply(exchange, 200, Map.of()));
    server.setExecutor(Executors.newFixedThreadPool(Integer.parseInt(arguments[3])));
    server.start();
  }

  private void classify(HttpExchange exchange) throws IOException {
    try {
      reply(exchange, 200, answer(exchange.getRequestBody().readAllBytes()));
    } catch (InvalidInputException e) {
      reply(exchange, 422, Map.of("error", e.getMessage()));
    }
  }

  private Map<String, Object> answer(byte[] content) throws InvalidInputException {
    float[] pixels = preprocessor.apply(ImageDecoder.decode(content, "0"));
    return Map.of(
        "results", List.of(Map.of("image", "0", "tasks", head.predict(encoder.encode(pixels)))));
  }

  private static void reply(HttpExchange exchange, int status, Object value) throws IOException {
    byte[] body = Json.mapper().writeValueAsBytes(value);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
