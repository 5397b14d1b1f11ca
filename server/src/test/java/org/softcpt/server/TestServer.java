package org.softcpt.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.imageio.ImageIO;
import org.softcpt.runtime.Bundles;
import org.softcpt.runtime.Device;
import org.softcpt.runtime.SessionOptions;
import org.softcpt.runtime.batching.BatchingOptions;
import org.softcpt.server.security.SecurityOptions;

/** A real server on a free port with one tiny bundle, {@code tiny}, and a client. */
final class TestServer implements AutoCloseable {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final SoftCptServer server;

  private TestServer(SoftCptServer server) {
    this.server = server;
  }

  static TestServer start(Path folder) throws IOException {
    return start(folder, Limits.DEFAULT);
  }

  static TestServer start(Path folder, Limits limits) throws IOException {
    return start(folder, limits, SecurityOptions.NONE);
  }

  static TestServer start(Path folder, Limits limits, SecurityOptions security) throws IOException {
    Path bundle = Bundles.bundle(Bundles.model(folder.resolve("model")), folder.resolve("bundle"));
    return new TestServer(SoftCptServer.start(options(Map.of("tiny", bundle), limits, security)));
  }

  static TestServer start(ServerOptions options) throws IOException {
    return new TestServer(SoftCptServer.start(options));
  }

  static ServerOptions options(Map<String, Path> bundles, Limits limits) {
    return options(bundles, limits, SecurityOptions.NONE);
  }

  static ServerOptions options(Map<String, Path> bundles, Limits limits, SecurityOptions security) {
    SessionOptions session = new SessionOptions(Device.cpu(), 1).withoutSpinning();
    return new ServerOptions(
        "127.0.0.1", 0, bundles, session, BatchingOptions.DEFAULT, limits, true, security);
  }

  int port() {
    return server.port();
  }

  boolean drain(Duration deadline) {
    try {
      return server.drain(deadline);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  HttpResponse<String> post(String path, String contentType, byte[] body) throws Exception {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofByteArray(body))
            .build());
  }

  /** Asks for the version that a bundle's folder holds now. */
  HttpResponse<String> load(String bundle) throws Exception {
    return post("/v2/repository/models/" + bundle + "/load", "application/json", new byte[0]);
  }

  HttpResponse<String> send(HttpRequest request) throws Exception {
    return CLIENT.send(request, BodyHandlers.ofString());
  }

  static JsonNode json(HttpResponse<String> response) throws IOException {
    return new ObjectMapper().readTree(response.body());
  }

  /** A picture of one colour as PNG. */
  static byte[] png(int rgb) throws IOException {
    BufferedImage image = new BufferedImage(6, 5, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 30; i++) {
      image.setRGB(i % 6, i / 6, rgb);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  @Override
  public void close() {
    server.close();
  }
}
